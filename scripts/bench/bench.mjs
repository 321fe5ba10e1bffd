// `npm run bench -- [--node 26 ...] [part ...]`: prints Markdown tables, the figures of docs/performance.md, by this Node or
// by each of those named. Needs `npm run build`.
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { nodeOf } from '../tarball.mjs';

const PARTS = {
  calls: async () => (await import('./calls.mjs')).benchCalls(),
  access: async () => (await import('./access.mjs')).benchAccess(),
  algorithms: async () => (await import('./algorithms.mjs')).benchAlgorithms(),
  browser: async () => (await import('./browser.mjs')).benchBrowser(),
  'cold-start': async () => (await import('./cold-start.mjs')).benchColdStart(),
  http: async () => (await import('./http.mjs')).benchHttp(),
  recording: async () => (await import('./recording.mjs')).benchRecording(),
  services: async () => (await import('./services.mjs')).benchServices(),
  snapshots: async () => (await import('./snapshots.mjs')).benchSnapshots(),
  stores: async () => (await import('./stores.mjs')).benchStores(),
  scale: async () => (await import('./scale.mjs')).benchScale(),
};

const { values, positionals: wanted } = parseArgs({
  options: { node: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
for (const name of wanted) {
  if (!Object.hasOwn(PARTS, name)) throw new Error(`bench: ${name} is not one of ${Object.keys(PARTS).join(', ')}`);
}
for (const major of values.node) {
  const program = ['--no-warnings', import.meta.filename, ...wanted];
  const { status } = spawnSync(await nodeOf(major), program, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
if (values.node.length > 0) process.exit(0);
console.log(
  `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${os.availableParallelism()} processors\n`,
);
for (const name of wanted.length > 0 ? wanted : Object.keys(PARTS)) console.log(await PARTS[name]());
process.exit(0);
