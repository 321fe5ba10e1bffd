// Writes what the sources tell into docs/; `--check` writes nothing and fails where docs/ says otherwise.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { conformancePage, withTotals } from './docs/conformance-page.mjs';
import { operationsPage } from './docs/operations-page.mjs';
import { addressedFiles, withAddress } from './docs/project-address.mjs';

/** What src/ exports, which Node 20 cannot load as TypeScript. */
async function load(file) {
  const folder = mkdtempSync(join(tmpdir(), 'localkms-docs-'));
  const outfile = join(folder, 'sources.mjs');
  try {
    await build({ entryPoints: [file], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const sources = await load('scripts/docs/sources.ts');

const WRITTEN = {
  'README.md': withTotals(readFileSync('README.md', 'utf8'), sources),
  'docs/conformance.md': conformancePage(sources),
  'docs/operations.md': operationsPage(sources),
};
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const PAGES = Object.fromEntries(
  [...addressedFiles(), ...Object.keys(WRITTEN)].map((file) => [
    file,
    withAddress(WRITTEN[file] ?? readFileSync(file, 'utf8'), manifest),
  ]),
);

const check = process.argv.includes('--check');
for (const [file, text] of Object.entries(PAGES)) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (!check) writeFileSync(file, text);
  else {
    console.error(`${file} is stale: run npm run docs`);
    process.exitCode = 1;
  }
}
