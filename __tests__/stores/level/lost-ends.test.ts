import { cp, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { ClassicLevel } from 'classic-level';
import { localKms } from '../../../src/index.js';
import { levelStore } from '../../../src/stores/level/level-store.js';
import { clientOf } from '../../support/clients.js';

const HOLDER = 'localkms-holder.json';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'localkms-ends-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Makes keys in a folder, and closes it. */
async function withKeys(place: string, count: number): Promise<void> {
  const kms = localKms({ store: levelStore.open(place) });
  const client = clientOf(kms);
  for (let made = 0; made < count; made++) await client.send(new CreateKeyCommand({}));
  await kms.close();
}

/** How many keys are there, or the message with which the folder is refused. */
async function opening(place: string): Promise<number | string> {
  const kms = localKms({ store: levelStore.open(place), keys: [{ Alias: 'alias/seed' }] });
  try {
    await kms.ready();
    return kms.keys().length;
  } catch (error) {
    expect(error).toMatchObject({ name: 'StoreError' });
    return (error as Error).message;
  } finally {
    await kms.close();
  }
}

async function told(place: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(place, HOLDER), 'utf8'));
}

/** The only file of a database whose name ends so. */
async function fileOf(place: string, ending: RegExp): Promise<string> {
  const file = (await readdir(place)).find((name) => ending.test(name));
  return join(place, file as string);
}

/** A copy of the folder, whose file of that ending is damaged. */
async function damaged(at: number, ending: RegExp, damage: (file: string) => Promise<void>): Promise<string> {
  const copy = join(folder, `damaged-${at}`);
  await cp(join(folder, 'whole'), copy, { recursive: true });
  await damage(await fileOf(copy, ending));
  return copy;
}

const PLACES = Array.from({ length: 20 }, (_, at) => at);

/** Those of LevelDB that hold rows, or tell where they are. */
const FILES: readonly (readonly [what: string, ending: RegExp])[] = [
  ['its log', /\.log$/],
  ['its index', /^MANIFEST/],
  ['a table', /\.ldb$/],
];

describe('a folder that was closed', () => {
  const KEYS = 6;

  // Several times, so that LevelDB has rows in its tables and in its log, and its index tells of more than one table.
  beforeEach(async () => {
    for (let time = 0; time < 3; time++) await withKeys(join(folder, 'whole'), KEYS / 3);
  });

  it.each(FILES)('is refused, or has all that was written, where %s is cut off anywhere', async (_, ending) => {
    const whole = await fileOf(join(folder, 'whole'), ending);
    const { size } = await stat(whole);
    const outcomes = [];
    for (const at of PLACES) {
      const copy = await damaged(at, ending, (file) => truncate(file, Math.floor((at * size) / PLACES.length)));
      outcomes.push(await opening(copy));
    }
    for (const outcome of outcomes) if (outcome !== KEYS) expect(outcome).toMatch(/ cannot be opened: /);
    expect(outcomes).toContainEqual(expect.stringMatching(/ cannot be opened: /));
  });

  it.each(FILES)('is refused, or has all that was written, where a byte of %s is another', async (_, ending) => {
    const whole = await fileOf(join(folder, 'whole'), ending);
    const { size } = await stat(whole);
    for (const at of PLACES) {
      const copy = await damaged(at, ending, async (file) => {
        const handle = await open(file, 'r+');
        const place = Math.floor((at * size) / PLACES.length);
        const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, place);
        await handle.write(Buffer.of((buffer[0] as number) ^ 0x55), 0, 1, place);
        await handle.close();
      });
      const outcome = await opening(copy);
      if (outcome !== KEYS) expect(outcome).toMatch(/ cannot be opened: /);
    }
  });

  it('says what it had, and goes on with what is left once its file is deleted', async () => {
    const { revision } = await told(join(folder, 'whole'));
    const copy = await damaged(0, /\.log$/, async (file) => truncate(file, (await stat(file)).size - 10));
    const file = join(copy, HOLDER);
    // However often: what says so stays.
    for (let time = 0; time < 2; time++) {
      expect(await opening(copy)).toBe(
        `[localkms] the store LevelDB ${copy} cannot be opened: it is damaged: its latest revision is ` +
          `${Number(revision) - 1}, and was ${revision} before, as ${file} says; what LevelDB takes for a write that was cut ` +
          'off, it leaves out. Put the whole folder back from a copy, or delete that file to go on with what is left',
      );
    }
    await rm(file);
    expect(await opening(copy)).toBe(KEYS - 1);
    expect(await told(copy)).toMatchObject({ pid: process.pid, revision: Number(revision) - 1 });
  });

  it('is refused where nothing is left of it, and gets no seeds before its file is deleted', async () => {
    const place = join(folder, 'whole');
    for (const file of await readdir(place)) if (file !== HOLDER) await rm(join(place, file));
    expect(await opening(place)).toMatch('cannot be opened: it is damaged: the file CURRENT of LevelDB is missing');
    const database = new ClassicLevel(place);
    await database.open();
    await database.close();
    expect(await opening(place)).toMatch(
      /cannot be opened: it is damaged: its latest revision is 0, and was \d+ before/,
    );
    await rm(join(place, HOLDER));
    expect(await opening(place)).toBe(1);
  });

  it('is taken for what it was, not for what a damaged one told, once that is put back', async () => {
    const place = join(folder, 'whole');
    const { revision } = await told(place);
    const change = async (from: string, to: string) => {
      const database = new ClassicLevel(place);
      await database.put('localkms', ((await database.get('localkms')) ?? '').replace(from, to));
      await database.close();
    };
    await change(`"revision":${revision}`, `"revision":${revision}00`);
    expect(await opening(place)).toMatch('some are missing, or were changed, since localkms wrote them');
    expect(await told(place)).toMatchObject({ revision });
    await change(`"revision":${revision}00`, `"revision":${revision}`);
    expect(await opening(place)).toBe(KEYS);
  });

  it('is refused where rows are left of it, and no head', async () => {
    const place = join(folder, 'whole');
    const database = new ClassicLevel(place);
    await database.del('localkms');
    await database.close();
    expect(await opening(place)).toMatch('cannot be opened: it is damaged: the value of localkms is missing');
  });

  it.each([
    ['is not there', (file: string) => rm(file)],
    ['is cut off', (file: string) => truncate(file, 20)],
    ['is empty', (file: string) => truncate(file, 0)],
    ['is of a version that told no revision', (file: string) => writeFile(file, '{"pid":1,"program":"a","since":"b"}')],
    ['holds something else', (file: string) => writeFile(file, 'null')],
    ['is of an older revision', (file: string) => writeFile(file, '{"revision":1}')],
  ])('opens where its file %s', async (_, damage) => {
    const place = join(folder, 'whole');
    const { revision } = await told(place);
    await damage(join(place, HOLDER));
    expect(await opening(place)).toBe(KEYS);
    expect(await told(place)).toMatchObject({ pid: process.pid, revision });
  });
});

describe('the file beside a database', () => {
  it('tells a revision within a second, and by the end the last', async () => {
    const kms = localKms({ store: levelStore.open(folder) });
    const client = clientOf(kms);
    await client.send(new CreateKeyCommand({}));
    const before = (await told(folder)).revision;
    await client.send(new CreateKeyCommand({}));
    await client.send(new ListKeysCommand({}));
    const database = async () => Number((await told(folder)).revision);
    while ((await database()) === before) await new Promise((resolve) => setTimeout(resolve, 50));
    const meanwhile = await database();
    await client.send(new CreateKeyCommand({}));
    await kms.close();
    expect(await database()).toBe(meanwhile + 1);
    expect(await readdir(folder)).not.toContain(`${HOLDER}.new`);
  });

  it('is not left in a database of another program', async () => {
    const database = new ClassicLevel(folder);
    await database.put('users/1', '{}');
    await database.close();
    expect(await opening(folder)).toMatch('it has data of another program in it');
    expect(await readdir(folder)).not.toContain(HOLDER);
    await database.open();
    expect(await database.iterator().all()).toEqual([['users/1', '{}']]);
    await database.close();
  });
});
