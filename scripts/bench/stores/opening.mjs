// How long a folder with many keys takes to open, in a process of its own, and what memory that takes.
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { levelStore } from 'localkms/level';
import { run } from '../../gates.mjs';

const MANY_KEYS = Number(process.env.BENCH_STORE_KEYS ?? 1_000_000);
const AT_ONCE = 10_000;

/** Writes copies of a key that the world has made, each with ids of its own. */
async function fill(folder) {
  const kms = localKms({ calls: false, store: levelStore.open(folder) });
  await kms.attach(new KMSClient({ region: 'us-east-1' })).send(new CreateKeyCommand({}));
  await kms.close();
  const store = levelStore.open(folder);
  let key;
  for await (const rows of (await store.load()).rows) key ??= rows.find(({ table }) => table === 'keys');
  const text = JSON.stringify(key.record);
  const copy = () => {
    const ids = text.replaceAll(key.record.KeyId, randomUUID());
    const record = JSON.parse(ids.replaceAll(key.record.materials.current, randomBytes(32).toString('hex')));
    return { table: 'keys', id: record.Arn, revision: 0, record };
  };
  for (let made = 1; made < MANY_KEYS; made += AT_ONCE) {
    await store.commit(Array.from({ length: Math.min(AT_ONCE, MANY_KEYS - made) }, copy), []);
  }
  await store.close();
}

async function open(folder) {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const used = process.cpuUsage();
  const kms = localKms({ calls: false, store: levelStore.open(folder) });
  await kms.ready();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  globalThis.gc();
  const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;
  await kms.close();
  return { seconds, ofProcessor: (user + system) / 1e6, megabytes };
}

export async function openingOfMany(folder) {
  await fill(folder);
  const told = await run(process.execPath, ['--no-warnings', '--expose-gc', fileURLToPath(import.meta.url), folder]);
  const { seconds, ofProcessor, megabytes } = JSON.parse(told);
  const keys = MANY_KEYS.toLocaleString('en');
  const times = `${seconds.toFixed(1)} s, ${ofProcessor.toFixed(1)} s of the processor`;
  return `Opening a folder with ${keys} keys: ${times}, and ${megabytes.toFixed(0)} MB of heap once it is open.`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(await open(process.argv[2])));
