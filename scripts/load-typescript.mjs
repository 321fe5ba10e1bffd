import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** What a file of TypeScript exports, which Node 20 cannot load. */
export async function loadTypeScript(file) {
  const folder = mkdtempSync(join(tmpdir(), 'localkms-scripts-'));
  const outfile = join(folder, 'bundle.mjs');
  try {
    await build({ entryPoints: [file], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
