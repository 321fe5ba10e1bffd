import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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

  it('is one folder for this process too, however its path is written', async () => {
    await symlink(folder, `${folder}-link`);
    const { client } = world();
    await client.send(new CreateKeyCommand({}));
    for (const path of [relative(process.cwd(), folder), `${folder}/.`, `${folder}-link`]) {
      const other = world(levelStore.open(path));
      await expect(other.kms.ready()).rejects.toThrow(` cannot be opened: process ${process.pid} (`);
    }
    await rm(`${folder}-link`);
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

  it.each<[string, (folder: string) => string, (path: string) => string]>([
    ['a file', (folder) => join(folder, 'file'), (path) => `${path} is no folder`],
    ['below a file', (folder) => join(folder, 'file', 'a'), (path) => `ENOTDIR: not a directory, mkdir '${path}'`],
    ['a link to nowhere', (folder) => join(folder, 'link'), (path) => `${path} is no folder`],
    [
      'of a name that is too long',
      (folder) => join(folder, 'a'.repeat(300)),
      (path) => `ENAMETOOLONG: name too long, mkdir '${path}'`,
    ],
    // With `recursive`, Node's mkdir never ends there.
    ...(existsSync('/proc/self')
      ? ([
          ['in /proc', () => '/proc/x', (path) => `ENOENT: no such file or directory, mkdir '${path}'`],
          ['deep in /proc', () => '/proc/x/y', () => "ENOENT: no such file or directory, mkdir '/proc/x'"],
        ] satisfies [string, () => string, (path: string) => string][])
      : []),
  ])('refuses a folder that cannot be made: %s', async (_, pathIn, why) => {
    await writeFile(join(folder, 'file'), '');
    await symlink(join(folder, 'nowhere', 'at', 'all'), join(folder, 'link'));
    const path = pathIn(folder);
    const refused = await world(levelStore.open(path))
      .kms.ready()
      .catch((error) => error);
    expect(refused.name).toBe('StoreError');
    expect(refused.message).toBe(
      `[localkms] the store LevelDB ${path} cannot be opened: the folder cannot be made (${why(path)})`,
    );
    expect((await readdir(folder)).sort()).toEqual(['file', 'link']);
  });

  it('opens what LevelDB had just begun when its program was killed', async () => {
    for (const file of ['LOCK', 'LOG', 'MANIFEST-000001', '000001.dbtmp']) await writeFile(join(folder, file), '');
    const { kms, client } = world();
    await client.send(new CreateKeyCommand({}));
    expect(kms.keys()).toHaveLength(1);
  });

  it('refuses what has the files of a database, but not the one that names them', async () => {
    await writeFile(join(folder, '000005.ldb'), 'rows');
    await expect(world().kms.ready()).rejects.toThrow(
      'the folder has files in it, such as 000005.ldb, and is no database',
    );
    expect(await readdir(folder)).toEqual(['000005.ldb']);
  });

  it.each([
    [
      'data of another program',
      [['users/1', '{}']],
      'cannot be opened: it has data of another program in it. Name an empty place, or, of a database that a program opened itself, give a sublevel',
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
    ...[
      '{"layout":1,"revision":1,"replacedAt":0,"seal":null}',
      '{"layout":1,"revision":1,"replacedAt":0,"seal":"5"}',
      '{"layout":1,"revision":1,"replacedAt":0,"teal":5}',
      '{"layout":1,"revision":-1,"replacedAt":0}',
      `{"layout":1,"revision":${Number.MAX_SAFE_INTEGER},"replacedAt":0}`,
      '{"layout":1,"replacedAt":0}',
      '[]',
      'null',
    ].map((head): [string, [string, string][], string] => [
      `the head ${head}`,
      [['localkms', head]],
      'cannot be opened: it is damaged: the value of localkms is not what localkms writes',
    ]),
    [
      'a damaged row',
      [
        ['keys/a', '1 1 {"Arn"'],
        ['localkms', '{"layout":1,"revision":1,"replacedAt":0}'],
      ],
      'cannot be opened: it is damaged: keys a: localkms has not written it so',
    ],
    [
      'a row of no table',
      [
        ['localkms', '{"layout":1,"revision":1,"replacedAt":0}'],
        ['lost\n', '1 1 {}'],
      ],
      'cannot be opened: it is damaged: "lost\\n": localkms has not written it so',
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
    for (const location of ['', 'a\0b', undefined as never]) {
      expect(() => levelStore.open(location)).toThrow(
        new TypeError(
          '[localkms] levelStore.open: expected the path of a folder, or in a browser a name; without a NUL character',
        ),
      );
    }
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
