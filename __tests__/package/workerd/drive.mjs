// Bundles the Worker as Wrangler does, and asks it in workerd. `node drive.mjs nodejs_compat` gives it Node's modules.
import { deepEqual } from 'node:assert/strict';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';

const flags = process.argv.slice(2);
await build({
  entryPoints: ['worker.js'],
  outfile: 'built/worker.mjs',
  bundle: true,
  format: 'esm',
  conditions: ['workerd', 'worker', 'browser'],
  external: ['node:*'],
});
const workerd = new Miniflare({
  modules: true,
  scriptPath: 'built/worker.mjs',
  compatibilityDate: '2026-01-01',
  compatibilityFlags: flags,
});
try {
  const response = await workerd.dispatchFetch('http://localhost/', { method: 'POST', body: '4111 1111 1111 1111' });
  const text = await response.text();
  deepEqual(response.status === 200 ? JSON.parse(text) : text, {
    opened: '4111 1111 1111 1111',
    signed: true,
    refused: 'InvalidCiphertextException',
  });
} finally {
  await workerd.dispose();
}
