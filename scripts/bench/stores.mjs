// What a store costs a call, how many changes it takes in a second, and how long it takes to open.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { levelStore } from 'localkms/level';
import { postgresStore } from 'localkms/postgres';
import { Pool } from 'pg';
import { startPostgres } from '../postgres.mjs';
import { compare, format } from './measure.mjs';
import { commitsPerSecond, createsPerSecond, syncsPerSecond } from './stores/creating.mjs';
import { openingOfMany } from './stores/opening.mjs';
import { servingTogether } from './stores/serving.mjs';

export async function benchStores() {
  const folder = mkdtempSync(join(tmpdir(), 'localkms-bench-'));
  const server = await startPostgres();
  try {
    const tables = await measureAll(folder, server.connectionString);
    return `${tables.join('\n')}\n`;
  } finally {
    server.remove();
    rmSync(folder, { recursive: true });
  }
}

async function measureAll(folder, connectionString) {
  const pool = new Pool({ connectionString });
  pool.on('error', () => {});
  const inFolder = (name) => levelStore.open(join(folder, name));
  const inDatabase = (world) => postgresStore({ pool, world });
  return [
    await encrypting({ 'localkms/level': inFolder('encrypt'), 'localkms/postgres': inDatabase('encrypt') }),
    rates('localkms/level', [
      ['the disk: writes of 1 KB, each synchronised', syncsPerSecond(folder, 1024)],
      ['the disk: writes of 64 KB, each synchronised', syncsPerSecond(folder, 65_536)],
      ['CreateKey, 1 at once', await createsPerSecond(inFolder('1'), 1)],
      ['CreateKey, 64 at once', await createsPerSecond(inFolder('64'), 64)],
    ]),
    rates('localkms/postgres', [
      ['the server: updates of one number', await commitsPerSecond(pool)],
      ['CreateKey, 1 at once', await createsPerSecond(inDatabase('1'), 1)],
      ['CreateKey, 64 at once', await createsPerSecond(inDatabase('64'), 64)],
    ]),
    await servingTogether(connectionString),
    await openingOfMany(join(folder, 'many')),
  ];
}

async function encrypting(stores) {
  const contestants = {};
  const worlds = [];
  for (const [name, store] of [['without a store', undefined], ...Object.entries(stores)]) {
    const kms = localKms({ calls: false, keys: [{ Alias: 'alias/a' }], ...(store && { store }) });
    await kms.ready();
    worlds.push(kms);
    const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
    const Plaintext = new Uint8Array(32);
    contestants[name] = () => client.send(new EncryptCommand({ KeyId: 'alias/a', Plaintext }));
  }
  const { 'without a store': without, ...more } = await compare(contestants, { rounds: 300 });
  for (const kms of worlds) await kms.close();
  return [
    '### Encrypt of 32 bytes, processor time',
    '',
    '| | µs | times without a store |',
    '|---|---:|---:|',
    `| without a store | ${format(without)} | 1.00 |`,
    ...Object.entries(more).map(
      ([name, added]) => `| ${name} | +${format(added)} | ${((without + added) / without).toFixed(2)} |`,
    ),
    '',
  ].join('\n');
}

function rates(title, rows) {
  const lines = rows.map(([name, figure]) => `| ${name} | ${format(figure)} |`);
  return [`### ${title}`, '', '| | a second |', '|---|---:|', ...lines, ''].join('\n');
}
