// A world of 1,000,000 keys, each with an alias, against one of 1,000: time per call and memory per key.
import { fork } from 'node:child_process';
import { once } from 'node:events';
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
import { format, median } from './measure.mjs';

const SMALL = 1_000;
const LARGE = 1_000_000;
const ROUNDS = 15;
// Long enough for the collector to run in every batch, whose work grows with the heap.
const BATCH = 4000;

async function build(size) {
  const kms = localKms({ calls: false, quotas: { keys: 2 * size } });
  const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
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

/** Answers how long a call took, in microseconds, whenever a row of the table is asked for. */
async function serveWorld(size) {
  const { kms, client, ids, bytesPerKey, microsecondsPerKey } = await build(size);
  // The SDK's own share of a call is smallest here, so that what a large world adds weighs most.
  const cached = kms.attach(new KMSClient({ region: 'us-east-1', cacheMiddleware: true }));
  const Plaintext = new Uint8Array(1024);
  let turn = 0;
  const next = () => ids[turn++ % ids.length];
  const alias = () => `alias/key-${(turn++ * 7919) % size}`;
  // Never the last page, which has no marker to seal.
  const far = await markerOfPage(client, Math.min(5000, size / 200), 100);
  const rows = {
    'Encrypt 1 KB': () => client.send(new EncryptCommand({ KeyId: next(), Plaintext })),
    'DescribeKey by KeyId': () => client.send(new DescribeKeyCommand({ KeyId: next() })),
    'DescribeKey by alias': () => client.send(new DescribeKeyCommand({ KeyId: alias() })),
    'DescribeKey by KeyId, cacheMiddleware: true': () => cached.send(new DescribeKeyCommand({ KeyId: next() })),
    'DescribeKey by alias, cacheMiddleware: true': () => cached.send(new DescribeKeyCommand({ KeyId: alias() })),
    'ListKeys, page 1 of 100 keys': () => client.send(new ListKeysCommand({ Limit: 100 })),
    'ListKeys, page 5,000 (or the fifth)': () => client.send(new ListKeysCommand({ Limit: 100, Marker: far })),
  };
  for (const name in rows) for (let i = 0; i < 5000; i++) await rows[name]();
  // The collector goes on for a while beside the program after a world was built.
  await new Promise((settled) => setTimeout(settled, 3000));
  process.on('message', async (name) => {
    const start = performance.now();
    if (name === 'snapshot') kms.snapshot();
    else for (let i = 0; i < BATCH; i++) await rows[name]();
    process.send((performance.now() - start) * 1000);
  });
  process.send({ names: Object.keys(rows), bytesPerKey, microsecondsPerKey });
}

/** In a process of its own, since V8's collector visits every page of the heap, whichever world lies there. */
async function inProcess(size) {
  const execArgv = ['--no-warnings', '--expose-gc', '--max-old-space-size=8000'];
  const child = fork(fileURLToPath(import.meta.url), [String(size)], { execArgv });
  const answer = async () => (await once(child, 'message'))[0];
  const ask = (name) => {
    child.send(name);
    return answer();
  };
  return { ...(await answer()), ask, end: () => child.kill() };
}

/** What each row takes in both worlds: these take turns, and are compared turn by turn, so that a slow moment hits both. */
async function measureInTurn(small, large) {
  const samples = Object.fromEntries(large.names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of large.names) {
      samples[name].push([(await small.ask(name)) / BATCH, (await large.ask(name)) / BATCH]);
    }
  }
  return Object.entries(samples).map(([name, pairs]) => ({
    name,
    few: median(pairs.map(([few]) => few)),
    many: median(pairs.map(([, many]) => many)),
    ratio: median(pairs.map(([few, many]) => many / few)),
  }));
}

export async function benchScale() {
  const large = await inProcess(LARGE);
  const small = await inProcess(SMALL);
  const rows = await measureInTurn(small, large);
  const snapshots = [(await small.ask('snapshot')) / SMALL, (await large.ask('snapshot')) / LARGE];
  for (const world of [small, large]) world.end();
  const row = (name, few, many, unit, ratio = many / few) =>
    `| ${name} | ${format(few)} ${unit} | ${format(many)} ${unit} | ${ratio.toFixed(2)} |`;
  return [
    '### A world of 1,000,000 keys and aliases',
    '',
    '| | 1,000 keys | 1,000,000 keys | ratio |',
    '|---|---:|---:|---:|',
    ...rows.map(({ name, few, many, ratio }) => row(name, few, many, 'µs', ratio)),
    row('CreateKey and CreateAlias', small.microsecondsPerKey, large.microsecondsPerKey, 'µs'),
    row('memory per key with alias', small.bytesPerKey, large.bytesPerKey, 'bytes'),
    row('snapshot(), per key', ...snapshots, 'µs'),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serveWorld(Number(process.argv[2]));
