// Writes the licences of what the build bundled into dist/THIRD-PARTY-NOTICES.txt.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What goes along with a package's own licence file: nothing, or the text that such a file only points to. */
const LICENCES = {
  MIT: undefined,
  ISC: undefined,
  // Section 4(a) asks for a copy of the licence.
  'Apache-2.0': readFileSync('scripts/licences/Apache-2.0.txt', 'utf8'),
};
const SOURCE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The source maps tell what really went into dist, whatever package.json lists. */
function bundledPackages() {
  const maps = readdirSync('dist', { recursive: true }).filter((file) => file.endsWith('.map'));
  const sources = maps.flatMap((map) => JSON.parse(readFileSync(`dist/${map}`, 'utf8')).sources);
  const names = sources.map((source) => SOURCE.exec(source)?.[1]).filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}

function notice(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  if (!(license in LICENCES)) throw new Error(`${name} is under ${license}: add to LICENCES what that asks for.`);
  // Apache-2.0 asks for the NOTICE too, where there is one.
  const files = readdirSync(folder).filter((file) => /^(LICENSE|NOTICE)(\.|$)/.test(file));
  if (files.length === 0) throw new Error(`${name} has no file LICENSE.`);
  const own = files.map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  const texts = [...own, LICENCES[license]].filter((text) => text !== undefined);
  return `${name} ${version} (${license})\n\n${texts.map((text) => text.trimEnd()).join('\n\n')}\n`;
}

const packages = bundledPackages();
if (packages.length === 0) throw new Error('No bundled package found: was the package built with source maps?');
const heading = 'localkms contains code of these packages, under the licences below.\n';
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', [heading, ...packages.map(notice)].join(`\n${'-'.repeat(80)}\n\n`));
