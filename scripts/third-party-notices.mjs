// Writes the licences of what the build bundled into dist/THIRD-PARTY-NOTICES.txt.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const SOURCE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The source maps tell what really went into dist, whatever package.json lists. */
function bundledPackages() {
  const maps = readdirSync('dist', { recursive: true }).filter((file) => file.endsWith('.map'));
  const sources = maps.flatMap((map) => JSON.parse(readFileSync(`dist/${map}`, 'utf8')).sources);
  const names = sources.map((source) => SOURCE.exec(source)?.[1]).filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}

function notice(name) {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  const text = readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

const packages = bundledPackages();
if (packages.length === 0) throw new Error('No bundled package found: was the package built with source maps?');
const heading = 'localkms contains code of these packages, under the licences below.\n';
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', [heading, ...packages.map(notice)].join(`\n${'-'.repeat(80)}\n\n`));
