// Writes what the sources tell into docs/; `--check` writes nothing and fails where docs/ says otherwise.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import buildConfiguration from '../tsdown.config.js';
import { consumersOf } from './consumers/consumers.mjs';
import { NODES, promised } from './consumers/versions.mjs';
import { compatibilityPage } from './docs/compatibility-page.mjs';
import { conformancePage, withTotals } from './docs/conformance-page.mjs';
import { loadingPage } from './docs/loading-page.mjs';
import { operationsPage } from './docs/operations-page.mjs';
import { optionsPage } from './docs/options-page.mjs';
import { addressedFiles, withAddress } from './docs/project-address.mjs';
import { versionsTable } from './docs/versions-table.mjs';
import { loadTypeScript } from './load-typescript.mjs';

const sources = await loadTypeScript('scripts/docs/sources.ts');

/** What stands between two marks of a page. */
function between(mark, file, text) {
  const marks = new RegExp(`(<!-- ${mark} -->)[\\s\\S]*?(<!-- /${mark} -->)`);
  return readFileSync(file, 'utf8').replace(marks, (_whole, start, end) => `${start}\n${text}\n${end}`);
}

/** The rules of the linter that src/floors.json makes, before those written by hand. */
function lintConfiguration() {
  const { overrides, ...rest } = JSON.parse(readFileSync('biome.json', 'utf8'));
  const byHand = overrides.filter(({ includes }) => !includes[0].startsWith('src/'));
  const input = JSON.stringify({ ...rest, overrides: [...sources.lintRules(), ...byHand] });
  const biome = 'node_modules/@biomejs/biome/bin/biome';
  return String(execFileSync(process.execPath, [biome, 'format', '--stdin-file-path=biome.json'], { input }));
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const consumers = consumersOf(promised());
const versions = versionsTable(promised(), NODES, manifest, consumers);
const WRITTEN = {
  'biome.json': lintConfiguration(),
  'docs/architecture.md': between('floors', 'docs/architecture.md', sources.floorsPicture()),
  'README.md': withTotals(between('versions', 'README.md', versions), sources),
  'docs/compatibility.md': compatibilityPage(consumers, promised(), NODES, manifest),
  'docs/conformance.md': conformancePage(sources),
  'docs/loading.md': loadingPage({ ...sources, entry: buildConfiguration.entry }),
  'docs/operations.md': operationsPage(sources),
  'docs/options.md': optionsPage({
    defaults: { ResourceQuotas: sources.RESOURCE_QUOTAS },
    names: { KeySpecName: Object.keys(sources.KEY_SPECS) },
    also: { PolicyOption: managedPolicies(sources) },
  }),
};
const PAGES = Object.fromEntries(
  [...addressedFiles(), ...Object.keys(WRITTEN)].map((file) => [
    file,
    withAddress(WRITTEN[file] ?? readFileSync(file, 'utf8'), manifest),
  ]),
);

function managedPolicies({ AWS_MANAGED_POLICIES: arns, AWS_MANAGED_POLICIES_AS_OF: day }) {
  const known = arns.map((arn) => `\`${arn}\``).join(', ');
  return `Of AWS's own these are known, by their ARNs in every partition and as of ${day}: ${known}. Of others give the document in \`iam.policies\`.`;
}

const check = process.argv.includes('--check');
for (const [file, text] of Object.entries(PAGES)) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (!check) writeFileSync(file, text);
  else {
    console.error(`${file} is stale: run npm run docs`);
    process.exitCode = 1;
  }
}
