import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateKeyCommand, DecryptCommand, EncryptCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { ClassicLevel } from 'classic-level';
import { MemoryLevel } from 'memory-level';
import { type LocalKms, localKms } from '../../../src/index.js';
import { type LevelDatabase, levelStore } from '../../../src/stores/level/level-store.js';
import { clientOf } from '../../support/clients.js';

const run = promisify(execFile);
const Plaintext = Buffer.from('tea');

let folder: string;
let open: LocalKms[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'localkms-level-'));
  open = [];
});

afterEach(async () => {
  for (const kms of open) await kms.close().catch(() => {});
  await rm(folder, { recursive: true });
});

function world(store = levelStore.open(folder)) {
  const kms = localKms({ store });
  open.push(kms);
  return { kms, client: clientOf(kms) };
}

describe('levelStore', () => {
  it('keeps a world in a folder', async () => {
    const first = world();
    const { KeyMetadata } = await first.client.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.KeyId;
    const { CiphertextBlob } = await first.client.send(new EncryptCommand({ KeyId, Plaintext }));
    await first.kms.close();
    const second = world();
    const opened = await second.client.send(new DecryptCommand({ CiphertextBlob }));
    expect(Buffer.from(opened.Plaintext as Uint8Array)).toEqual(Plaintext);
  });

  it('makes the folder, and those above it', async () => {
    const { client } = world(levelStore.open(join(folder, 'a', 'b')));
    await client.send(new CreateKeyCommand({}));
    expect(await readdir(join(folder, 'a', 'b'))).toContain('CURRENT');
  });

  it('tells a second process who has the folder, and what to do', async () => {
    const holder = `
      const { ClassicLevel } = require(${JSON.stringify(require.resolve('classic-level'))});
      const database = new ClassicLevel(${JSON.stringify(folder)});
      database.open().catch((error) => console.log(error.cause.code));`;
    const { kms, client } = world();
    await client.send(new CreateKeyCommand({}));
    // LevelDB's own lock.
    expect((await run(process.execPath, ['-e', holder])).stdout).toBe('LEVEL_LOCKED\n');
    const second = world();
    const refused = await second.kms.ready().catch((error) => error);
    expect(refused.name).toBe('StoreError');
    expect(refused.message).toMatch(
      new RegExp(
        `^\\[localkms\\] the store LevelDB ${folder} cannot be opened: process ${process.pid} \\([\\w.-]+, since [\\dTZ:.-]+\\) has it: ` +
          'a folder is for one process at a time. End that process, give this one a folder of its own, or share the world by ' +
          'localkms/postgres$',
      ),
    );
    expect(refused.cause.code).toBe('LEVEL_LOCKED');
    await kms.close();
    // Free again: the next call opens it.
    expect((await second.client.send(new ListKeysCommand({}))).Keys).toHaveLength(1);
  });

  it('refuses a folder with the files of somebody else, and leaves them alone', async () => {
    await writeFile(join(folder, 'notes.txt'), 'mine');
    const { kms } = world();
    await expect(kms.ready()).rejects.toThrow(
      `[localkms] the store LevelDB ${folder} cannot be opened: the folder has files in it, such as notes.txt, and is no ` +
        'database. Name an empty or a new folder',
    );
    expect(await readdir(folder)).toEqual(['notes.txt']);
  });

  it('refuses a folder that is a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(world(levelStore.open(file)).kms.ready()).rejects.toThrow(/cannot be opened: EEXIST: /);
  });

  it.each([
    [
      'data of another program',
      [['users/1', '{}']],
      'cannot be opened: it has data of another program in it. Name an empty place, or give a sublevel of the database',
    ],
    [
      'a newer layout',
      [['localkms', '{"layout":2,"revision":1,"replacedAt":0}']],
      'cannot be opened: a newer version of localkms made it: it is of layout 2, known here is 1',
    ],
    [
      'a damaged head',
      [['localkms', 'what']],
      'cannot be opened: it is damaged: the value of localkms is not what localkms writes',
    ],
    [
      'a damaged row',
      [
        ['keys/a', '1 1 {"Arn"'],
        ['localkms', '{"layout":1,"revision":1,"replacedAt":0}'],
      ],
      'cannot be opened: it is damaged, or has what localkms did not write, at "keys/a"',
    ],
  ])('refuses a database with %s, and leaves it as it is', async (_, entries, refusal) => {
    const database = new ClassicLevel(folder);
    for (const [key, value] of entries) await database.put(key as string, value as string);
    await database.close();
    const { kms } = world();
    await expect(kms.ready()).rejects.toThrow(refusal);
    await kms.close();
    const after = new ClassicLevel(folder);
    expect(await after.iterator().all()).toEqual(entries);
    await after.close();
  });

  it('refuses what cannot be a place', () => {
    expect(() => levelStore.open('')).toThrow(
      '[localkms] levelStore.open: expected the path of a folder, or in a browser a name',
    );
    expect(() => levelStore.open('a', { whenLocked: 'never' as 'wait' })).toThrow(
      '[localkms] levelStore.open: whenLocked: expected refuse or wait',
    );
  });

  it.each(['before', 'after'])('opens the database anew when a write has failed (%s it was done)', async (when) => {
    const database = new MemoryLevel();
    const failing: LevelDatabase = database;
    const { kms, client } = world(levelStore(failing));
    await client.send(new CreateKeyCommand({}));
    const { batch } = database;
    database.batch = async function failOnce(this: MemoryLevel, ...given: unknown[]) {
      database.batch = batch;
      if (when === 'after') await Reflect.apply(batch, this, given);
      throw new Error('IO error: No space left on device');
    } as never;
    await expect(client.send(new CreateKeyCommand({}))).rejects.toThrow(
      '[localkms] the store LevelDB cannot be written: IO error: No space left on device',
    );
    expect(kms.keys()).toHaveLength(1);
    await client.send(new CreateKeyCommand({}));
    const there = when === 'before' ? 2 : 3;
    expect(kms.keys()).toHaveLength(there);
    await kms.close();
    const second = world(levelStore(database));
    await second.kms.ready();
    expect(second.kms.keys()).toHaveLength(there);
  });
});
