// What a store costs a call, and how many changes it takes in a second.
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { levelStore } from 'localkms/level';
import { format, measure, table } from './measure.mjs';

const MANY_KEYS = Number(process.env.BENCH_STORE_KEYS ?? 100_000);
const SECONDS = 5;

export async function benchStores() {
  const folder = mkdtempSync(join(tmpdir(), 'localkms-bench-'));
  const contestants = {};
  const worlds = [];
  for (const [name, store] of [
    ['without a store', undefined],
    ['localkms/level', levelStore.open(join(folder, 'encrypt'))],
  ]) {
    const kms = localKms({ calls: false, keys: [{ Alias: 'alias/a' }], ...(store && { store }) });
    await kms.ready();
    worlds.push(kms);
    const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
    const Plaintext = new Uint8Array(32);
    contestants[name] = () => client.send(new EncryptCommand({ KeyId: 'alias/a', Plaintext }));
  }
  const encrypt = table('Encrypt of 32 bytes, with and without a store', await measure(contestants), 'without a store');
  for (const kms of worlds) await kms.close();
  const rows = [['the disk: writes of 1 KB, each synchronised', syncsPerSecond(folder)]];
  for (const atOnce of [1, 64]) {
    rows.push([`CreateKey, ${atOnce} at once`, await createsPerSecond(join(folder, `${atOnce}`), atOnce)]);
  }
  const opening = await openingOfMany(join(folder, 'many'));
  rmSync(folder, { recursive: true });
  return [
    encrypt,
    '### localkms/level\n\n| | a second |\n|---|---:|',
    ...rows.map(([name, figure]) => `| ${name} | ${format(figure)} |`),
    '',
    opening,
    '',
  ].join('\n');
}

async function createsPerSecond(folder, atOnce) {
  const kms = localKms({ calls: false, store: levelStore.open(folder) });
  const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
  await Promise.all(Array.from({ length: 200 }, () => client.send(new CreateKeyCommand({}))));
  let made = 0;
  const start = performance.now();
  const end = start + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (; performance.now() < end; made++) await client.send(new CreateKeyCommand({}));
    }),
  );
  const figure = (made * 1000) / (performance.now() - start);
  await kms.close();
  return figure;
}

function syncsPerSecond(folder) {
  const file = openSync(join(folder, 'sync'), 'w');
  const bytes = Buffer.alloc(1024);
  let times = 0;
  const start = performance.now();
  for (; performance.now() < start + 2000; times++) {
    writeSync(file, bytes);
    fsyncSync(file);
  }
  closeSync(file);
  return (times * 1000) / (performance.now() - start);
}

async function openingOfMany(folder) {
  const kms = localKms({ calls: false, quotas: { keys: MANY_KEYS }, store: levelStore.open(folder) });
  const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
  for (let made = 0; made < MANY_KEYS; made += 1000) {
    await Promise.all(Array.from({ length: 1000 }, () => client.send(new CreateKeyCommand({}))));
  }
  await kms.close();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const again = localKms({ calls: false, store: levelStore.open(folder) });
  await again.ready();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const megabytes = ((process.memoryUsage().heapUsed - before) / 1e6).toFixed(0);
  await again.close();
  return `Opening a world of ${MANY_KEYS.toLocaleString('en')} keys: ${seconds} s, ${megabytes} MB of heap.`;
}
