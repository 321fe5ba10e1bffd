// `npm run bench [part ...]`: prints Markdown tables, the figures of docs/performance.md. Needs `npm run build`.
import os from 'node:os';

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

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!Object.hasOwn(PARTS, name)) throw new Error(`bench: ${name} is not one of ${Object.keys(PARTS).join(', ')}`);
}
console.log(
  `Node ${process.versions.node}, OpenSSL ${process.versions.openssl}, ${os.availableParallelism()} processors\n`,
);
for (const name of wanted.length > 0 ? wanted : Object.keys(PARTS)) console.log(await PARTS[name]());
process.exit(0);
