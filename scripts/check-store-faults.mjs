// `npm run check:store-faults`: what really goes wrong with a folder. Each call that needs it fails with an error that names the
// store and the cause, nothing changes in memory, calls that only read go on, and the next call tries again. Mounts small disks,
// which only root may. Needs `npm run build`.
import { deepEqual, equal, match } from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { levelStore } from 'localkms/level';
import { gate } from './gates.mjs';

const WRITER = new URL('./crashes/writer.mjs', import.meta.url).pathname;
const DISK_MB = 24;
const NOBODY = 65_534;
const top = mkdtempSync(join(tmpdir(), 'localkms-faults-'));
const disk = join(top, 'disk');
const location = join(disk, 'kms');

function world(folder = location) {
  const kms = localKms({ store: levelStore.open(folder), calls: false });
  return { kms, client: kms.attach(new KMSClient({ region: 'eu-west-1' })) };
}

const create = async (client) => (await client.send(new CreateKeyCommand({}))).KeyMetadata.KeyId;
const mount = (...args) => execFileSync('mount', args, { stdio: 'ignore' });

function mountsDisks() {
  mkdirSync(disk);
  try {
    mount('-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=777`, 'tmpfs', disk);
    return true;
  } catch {
    return false;
  }
}

/** A call that writes fails so, again and again; those that read go on, and memory is as it was. */
async function failsToWrite({ kms, client }, cause) {
  const before = kms.keys().map(({ KeyId }) => KeyId);
  for (let time = 0; time < 3; time++) {
    const error = await create(client).catch((refused) => refused);
    equal(error.name, 'StoreError');
    match(
      error.message,
      new RegExp(`^\\[localkms\\] the store LevelDB ${location} cannot be (written|read): .*${cause}`),
    );
    deepEqual(
      kms.keys().map(({ KeyId }) => KeyId),
      before,
    );
    await goesOn({ client }, before[0]);
  }
}

async function goesOn({ client }, KeyId) {
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('tea') }));
  const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob }));
  equal(Buffer.from(Plaintext).toString(), 'tea');
}

async function failsToOpen(folder, message) {
  const { kms, client } = world(folder);
  const error = await create(client).catch((refused) => refused);
  match(error.message, message);
  equal(error.message, (await kms.ready().catch((refused) => refused)).message);
  return { kms, client };
}

async function holds(keyIds) {
  const { kms } = world();
  await kms.ready();
  deepEqual(
    kms
      .keys()
      .map(({ KeyId }) => KeyId)
      .sort(),
    [...keyIds].sort(),
  );
  await kms.close();
}

async function fillsUp() {
  const { kms, client } = world();
  const keyIds = [await create(client)];
  writeFileSync(join(disk, 'other'), Buffer.alloc((DISK_MB - 4) * 2 ** 20));
  let error;
  while (error === undefined) {
    const made = await Promise.all(Array.from({ length: 100 }, () => create(client).catch((refused) => refused)));
    error = made.find((one) => one instanceof Error);
    keyIds.push(...made.filter((one) => typeof one === 'string'));
  }
  await failsToWrite({ kms, client }, 'No space left on device');
  rmSync(join(disk, 'other'));
  keyIds.push(await create(client));
  await kms.close();
  await holds(keyIds);
  return `after ${keyIds.length - 1} keys`;
}

async function becomesReadOnly() {
  const { kms } = world();
  await kms.ready();
  const keyIds = kms.keys().map(({ KeyId }) => KeyId);
  await kms.close();
  mount('-o', 'remount,ro', disk);
  const refused = await failsToOpen(
    location,
    /^\[localkms\] the store LevelDB .* cannot be opened: .*Read-only file system/,
  );
  mount('-o', 'remount,rw', disk);
  keyIds.push(await create(refused.client));
  await refused.kms.close();
  await holds(keyIds);
}

async function isOfAnotherUser() {
  const folder = join(top, 'theirs');
  mkdirSync(folder);
  chmodSync(top, 0o755);
  chmodSync(folder, 0o555);
  process.seteuid(NOBODY);
  const refused = await failsToOpen(
    folder,
    /^\[localkms\] the store LevelDB .* cannot be opened: .*Permission denied/,
  ).finally(() => process.seteuid(0));
  chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, 0o755);
  process.seteuid(NOBODY);
  await create(refused.client);
  await refused.kms.close().finally(() => process.seteuid(0));
}

async function isHeld() {
  const folder = join(top, 'held');
  const holder = spawn(process.execPath, ['--no-warnings', WRITER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  // It tells that it opens, and then its first answer.
  let told = '';
  while (told.split('\n').length < 3) told += (await once(holder.stdout, 'data')).join('');
  const has = `process ${holder.pid} \\(writer\\.mjs, since [^)]+\\) has it: a folder is for one process at a time\\. End that process`;
  const refused = await failsToOpen(
    folder,
    new RegExp(`^\\[localkms\\] the store LevelDB ${folder} cannot be opened: ${has}`),
  );
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await create(refused.client);
  await refused.kms.close();
}

if (mountsDisks()) {
  try {
    await gate('store faults: the disk is full', fillsUp);
    await gate('store faults: the disk becomes read-only', becomesReadOnly);
  } finally {
    execFileSync('umount', [disk]);
  }
} else console.log('skip  store faults: full and read-only disks, since nothing can be mounted here');
if (process.getuid() === 0) await gate('store faults: the folder is of another user', isOfAnotherUser);
else console.log('skip  store faults: the folder of another user, since only root may become one');
await gate('store faults: another process has the folder, and is killed', isHeld);
rmSync(top, { recursive: true });
