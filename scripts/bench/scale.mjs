// A world of 1,000,000 keys, each with an alias, against one of 1,000: time per call and memory per key.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KMSClient,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { format, measure } from './measure.mjs';

const SMALL = 1_000;
const LARGE = 1_000_000;

async function build(size) {
  const kms = localKms({ calls: false, quotas: { keys: 2 * size } });
  const client = kms.attach(new KMSClient({ region: 'us-east-1', cacheMiddleware: true }));
  globalThis.gc();
  const before = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const ids = [];
  const start = performance.now();
  for (let i = 0; i < size; i++) {
    const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
    await client.send(new CreateAliasCommand({ AliasName: `alias/key-${i}`, TargetKeyId: KeyMetadata.KeyId }));
    // The ids of a sample are enough, and those of all would count as memory of the keys.
    if (i % Math.ceil(size / 1000) === 0) ids.push(KeyMetadata.KeyId);
  }
  const took = performance.now() - start;
  globalThis.gc();
  const used = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers - before;
  return { kms, client, ids, bytesPerKey: used / size, microsecondsPerKey: (took * 1000) / size };
}

async function markerOfPage(client, number, Limit) {
  let Marker;
  for (let page = 1; page < number; page++)
    Marker = (await client.send(new ListKeysCommand({ Limit, Marker }))).NextMarker;
  return Marker;
}

async function measureWorld(size) {
  const { kms, client, ids, bytesPerKey, microsecondsPerKey } = await build(size);
  const Plaintext = new Uint8Array(1024);
  let turn = 0;
  const next = () => ids[turn++ % ids.length];
  const alias = () => `alias/key-${(turn++ * 7919) % size}`;
  const far = await markerOfPage(client, Math.min(5000, size / 100), 100);
  // The collector goes on for a while beside the program after a world was built.
  await new Promise((settled) => setTimeout(settled, 3000));
  const figures = await measure(
    {
      'Encrypt 1 KB': () => client.send(new EncryptCommand({ KeyId: next(), Plaintext })),
      'DescribeKey by KeyId': () => client.send(new DescribeKeyCommand({ KeyId: next() })),
      'DescribeKey by alias': () => client.send(new DescribeKeyCommand({ KeyId: alias() })),
      'ListKeys, page 1 of 100 keys': () => client.send(new ListKeysCommand({ Limit: 100 })),
      'ListKeys, page 5,000 (or the last)': () => client.send(new ListKeysCommand({ Limit: 100, Marker: far })),
    },
    { rounds: 9, batch: 200, warmUp: 5000 },
  );
  const start = performance.now();
  kms.snapshot();
  return { figures, bytesPerKey, microsecondsPerKey, snapshotMs: performance.now() - start };
}

/** In a process of its own, so that one world does not lie in the other's way. */
function inProcess(size) {
  const flags = ['--no-warnings', '--expose-gc', '--max-old-space-size=8000'];
  const out = execFileSync(process.execPath, [...flags, fileURLToPath(import.meta.url), String(size)], {
    maxBuffer: 1e8,
  });
  return JSON.parse(out.toString().trim().split('\n').pop());
}

export function benchScale() {
  const [small, large] = [inProcess(SMALL), inProcess(LARGE)];
  const row = (name, a, b, unit) => `| ${name} | ${format(a)} ${unit} | ${format(b)} ${unit} | ${(b / a).toFixed(2)} |`;
  return [
    '### A world of 1,000,000 keys and aliases',
    '',
    '| | 1,000 keys | 1,000,000 keys | ratio |',
    '|---|---:|---:|---:|',
    ...Object.keys(small.figures).map((name) => row(name, small.figures[name], large.figures[name], 'µs')),
    row('CreateKey and CreateAlias', small.microsecondsPerKey, large.microsecondsPerKey, 'µs'),
    row('memory per key with alias', small.bytesPerKey, large.bytesPerKey, 'bytes'),
    row('snapshot(), whole', small.snapshotMs, large.snapshotMs, 'ms'),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await measureWorld(Number(process.argv[2]))));
}
