// How many changes a store takes in a second.
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';

const SECONDS = 5;
const WARM_UP = 3000;

/** CreateKey by so many callers, each of which waits for its answer. */
export async function createsPerSecond(store, atOnce) {
  const kms = localKms({ calls: false, quotas: { keys: 1e7 }, store });
  const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
  await Promise.all(Array.from({ length: WARM_UP }, () => client.send(new CreateKeyCommand({}))));
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

/** What the disk itself does: so many bytes written and synchronised, one after the other. */
export function syncsPerSecond(folder, bytes) {
  const file = openSync(join(folder, 'sync'), 'w');
  const data = Buffer.alloc(bytes);
  let times = 0;
  const start = performance.now();
  for (; performance.now() < start + 2000; times++) {
    writeSync(file, data);
    fsyncSync(file);
  }
  closeSync(file);
  return (times * 1000) / (performance.now() - start);
}

/** What a server does: as small a change as there is, committed by one connection after the other. */
export async function commitsPerSecond(pool) {
  await pool.query('CREATE TABLE commits (number int)');
  await pool.query('INSERT INTO commits VALUES (0)');
  let times = 0;
  const start = performance.now();
  for (; performance.now() < start + 2000; times++) await pool.query('UPDATE commits SET number = number + 1');
  return (times * 1000) / (performance.now() - start);
}
