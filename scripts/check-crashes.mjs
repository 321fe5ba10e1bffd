// `npm run check:crashes -- --times 500 --store postgres`: kills a program with SIGKILL while it writes to a world in a store,
// opens the world, and looks for all that the program was told. Opening checks every record. A server of PostgreSQL is now and
// then stopped as by a loss of power. Needs `npm run build`.
import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  KMSClient,
  ListResourceTagsCommand,
  NotFoundException,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { storeAt } from './crashes/store-at.mjs';
import { gate } from './gates.mjs';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '20' },
    store: { type: 'string', default: 'level' },
    /** Killed so many milliseconds at most after it began to open the world, or, half of the times, to write. */
    life: { type: 'string', default: '3000' },
  },
});
const WRITER = new URL('./crashes/writer.mjs', import.meta.url).pathname;
/** One store in so many is of an older form, which the program brings up to date. */
const MIGRATED = 5;
const OLDER_FORM = 2;
/** A world of so many answers is checked whole, for the last time, and another one begins: each check asks for what there is. */
const MOST_ANSWERS = 20_000;
/** One time in so many, the server of a database is restarted while the program writes. */
const RESTARTED = 7;
/** More than passes while the checks of this file run. */
const LATER = 86_400_000;

/** What the program was told until it was killed. */
async function killed(place, duringLife) {
  const writer = spawn(process.execPath, ['--no-warnings', WRITER, place], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told = [];
  const ended = new Promise((resolve) => writer.once('exit', (code, signal) => resolve(signal ?? `code ${code}`)));
  const lines = createInterface({ input: writer.stdout });
  // The first line says that it opens, which takes long on a busy machine.
  const dyingFrom = Math.random() < 0.5 ? 1 : 2;
  const read = (async () => {
    for await (const line of lines) {
      told.push(JSON.parse(line));
      if (told.length === dyingFrom) {
        wait(Math.random() * Number(values.life))
          .then(duringLife)
          .then(() => writer.kill('SIGKILL'));
      }
    }
  })();
  equal(await ended, 'SIGKILL');
  await read;
  return told.slice(1);
}

/** Gives all records the number of an older form; between that and today's, records did not change. */
async function makeOlder(place) {
  const store = storeAt(place);
  const { rows } = await store.load();
  let form;
  for await (const some of rows) form ??= some.find(({ table, id }) => table === 'world' && id === 'form');
  if (form !== undefined) await store.commit([{ ...form, record: OLDER_FORM }], []);
  await store.close();
}

/** Opens the world and compares it with what was told. */
async function check(place, told) {
  const kms = localKms({ store: storeAt(place), calls: false });
  const client = kms.attach(new KMSClient({ region: 'eu-west-1' }));
  await kms.ready();
  const now = kms.clock.now();
  const there = new Set(kms.keys().flatMap(({ KeyId, Aliases }) => [KeyId, ...Aliases]));
  const gone = new Set();
  for (const [what, keyId, date] of told) {
    if (what === 'deletion' && date <= now) gone.add(keyId);
    // It was asked for, and the answer may not have been told: then only from its date on may the key be gone.
    if (what === 'deleting' && date <= now && !there.has(keyId)) gone.add(keyId);
  }
  const answers = {
    async key(KeyId) {
      equal((await client.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata.KeyId, KeyId);
    },
    async alias(name, KeyId) {
      equal((await client.send(new DescribeKeyCommand({ KeyId: name }))).KeyMetadata.KeyId, KeyId);
    },
    async ciphertext(KeyId, blob) {
      if (kms.key(KeyId).KeyState !== 'Enabled') return;
      const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob: Buffer.from(blob, 'base64') }));
      equal(Buffer.from(Plaintext).toString(), KeyId);
    },
    async tag(KeyId, TagValue) {
      const { Tags } = await client.send(new ListResourceTagsCommand({ KeyId }));
      deepEqual(Tags, [{ TagKey: 'turn', TagValue }]);
    },
    async deleting(KeyId, earliest) {
      const { DeletionDate } = kms.key(KeyId);
      ok(DeletionDate === undefined || DeletionDate.getTime() >= earliest);
    },
    async deletion(KeyId, date) {
      equal(kms.key(KeyId).DeletionDate.getTime(), date);
    },
  };
  try {
    for (const [what, ...given] of told) {
      if (!gone.has(what === 'alias' ? given[1] : given[0])) await answers[what](...given);
    }
    for (const keyId of gone) ok(!there.has(keyId) && !there.has(`alias/${keyId}`));
  } finally {
    await kms.close();
  }
}

/** A key that is gone is a loss, unless its deletion was asked for and its date has come. */
async function checkLosses() {
  const folder = mkdtempSync(join(tmpdir(), 'localkms-losses-'));
  const kms = localKms({ store: storeAt(folder) });
  const client = kms.attach(new KMSClient({ region: 'eu-west-1' }));
  const { KeyId } = (await client.send(new CreateKeyCommand({}))).KeyMetadata;
  const { DeletionDate } = await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  kms.clock.set(DeletionDate);
  await kms.close();
  await check(folder, [
    ['key', KeyId],
    ['deleting', KeyId, DeletionDate.getTime()],
  ]);
  const losses = [
    [['key', KeyId]],
    [
      ['key', KeyId],
      ['deleting', KeyId, DeletionDate.getTime() + LATER],
    ],
  ];
  for (const told of losses) await rejects(check(folder, told), NotFoundException);
  rmSync(folder, { recursive: true });
}

await gate('crashes: a loss is noticed', checkLosses);

/** Where the program has its world. */
const PLACES = {
  level() {
    const folder = mkdtempSync(join(tmpdir(), 'localkms-crashes-'));
    return { place: folder, restart() {}, remove: () => rmSync(folder, { recursive: true }) };
  },
  async postgres() {
    const { startPostgres } = await import('./postgres.mjs');
    const server = await startPostgres();
    async function restart() {
      server.stop('immediate');
      server.start();
      // Time to go on, before it is killed.
      await wait(Math.random() * 500);
    }
    return { place: server.connectionString, restart, remove: () => server.remove() };
  },
};

await gate(
  `crashes: killed ${values.times} times with ${values.store}, and everything that was answered is there`,
  async () => {
    const times = Number(values.times);
    let world = await PLACES[values.store]();
    let told = [];
    let answers = 0;
    let early = 0;
    for (let time = 0; time < times; time++) {
      const { place, restart, remove } = world;
      if (time % MIGRATED === MIGRATED - 1) await makeOlder(place);
      const more = await killed(place, time % RESTARTED === RESTARTED - 1 ? restart : undefined);
      if (more.length === 0) early++;
      answers += more.length;
      told.push(...more);
      const isLast = time === times - 1;
      if (!isLast && told.length < MOST_ANSWERS) {
        await check(place, more);
        continue;
      }
      await check(place, told);
      await remove();
      told = [];
      if (!isLast) world = await PLACES[values.store]();
    }
    return `${answers} answers; ${early} times killed before the first`;
  },
);
