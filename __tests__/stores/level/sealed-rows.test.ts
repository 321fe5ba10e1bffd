import { CreateAliasCommand, CreateKeyCommand, ListKeysCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { MemoryLevel } from 'memory-level';
import { localKms } from '../../../src/index.js';
import type { RowWrite } from '../../../src/ports/record-store.js';
import { levelStore } from '../../../src/stores/level/level-store.js';
import { addSeal, rowSeal, takeSeal } from '../../../src/stores/level/row-seal.js';
import { clientOf } from '../../support/clients.js';

type Database = MemoryLevel<string, string>;

/** What a store says that opens the database. */
async function isSound(database: Database): Promise<boolean | undefined> {
  const store = levelStore(database);
  const { rows, isSound } = await store.load();
  for await (const _ of rows);
  const told = isSound?.();
  await store.close();
  await database.open();
  return told;
}

async function changeHead(database: Database, to: object): Promise<void> {
  const head: object = JSON.parse((await database.get('localkms')) ?? '');
  await database.put('localkms', JSON.stringify({ ...head, ...to }));
}

function row<R extends RowWrite['record']>(id: string, revision: number, record: R) {
  return { table: 'keys', id, revision, record };
}

describe('the rows of a database', () => {
  let database: Database;

  beforeEach(async () => {
    database = new MemoryLevel();
    await database.open();
  });

  it('are sound after whatever was written', async () => {
    expect(await isSound(database)).toBe(true);
    const store = levelStore(database);
    await store.commit([row('a', 0, 'a'), row('b', 0, { b: 'ä\u{1F511}'.repeat(5000) }), row('c', 0, 1)], []);
    await store.commit([row('a', 1, 'new'), row('b', 2, undefined)], [row('c', 3, undefined)]);
    await store.commit([row('b', 0, 'again')], []);
    await store.close();
    await database.open();
    expect(await isSound(database)).toBe(true);
    const other = levelStore(database);
    await other.commit([row('a', 4, undefined)], []);
    await other.replaceAll([row('x', 0, 'x'), row('y', 0, 'y')]);
    await other.commit([row('z', 0, 'z')], []);
    await other.close();
    await database.open();
    expect(await isSound(database)).toBe(true);
    const third = levelStore(database);
    await third.replaceAll([]);
    await third.close();
    await database.open();
    expect(await isSound(database)).toBe(true);
  });

  it('are not called sound before all of them are read', async () => {
    const store = levelStore(database);
    await store.commit([row('a', 0, 'a')], []);
    const { rows, isSound } = await store.load();
    expect(isSound?.()).toBeUndefined();
    for await (const _ of rows) expect(isSound?.()).toBeUndefined();
    expect(isSound?.()).toBe(true);
    await store.close();
  });

  it.each<[string, (database: Database) => Promise<void>]>([
    ['one is changed', (database) => database.put('keys/a', '1 1 "b"')],
    ['one has another number', (database) => database.put('keys/a', '1 2 "a"')],
    ['one is missing', (database) => database.del('keys/a')],
    ['the latest number is another', (database) => changeHead(database, { revision: 1 })],
    ['the latest number is too high', (database) => changeHead(database, { revision: 3 })],
    ['the seal is another', (database) => changeHead(database, { seal: 5 })],
    ['there is one more', (database) => database.put('keys/c', '3 3 "c"')],
    [
      'two have changed places',
      async (database) => {
        await database.put('keys/a', '2 2 "b"');
        await database.put('keys/b', '1 1 "a"');
      },
    ],
  ])('are not sound where %s, whatever is written then', async (_, damage) => {
    const store = levelStore(database);
    await store.commit([row('a', 0, 'a'), row('b', 0, 'b')], []);
    await store.close();
    await database.open();
    await damage(database);
    expect(await isSound(database)).toBe(false);
    expect(await isSound(database)).toBe(false);
    const again = levelStore(database);
    for await (const _ of (await again.load()).rows);
    await again.commit([row('d', 0, 'd')], []);
    await again.close();
    await database.open();
    expect(await isSound(database)).toBe(false);
  });

  it('are not known to be sound after a version has written that knows no seals, until they were read whole and written to', async () => {
    const store = levelStore(database);
    await store.commit([row('a', 0, 'a')], []);
    await store.close();
    await database.open();
    await database.put('localkms', '{"layout":1,"revision":1,"replacedAt":0}');
    const unread = levelStore(database);
    await unread.commit([row('b', 0, 'b')], []);
    await unread.close();
    await database.open();
    expect(await isSound(database)).toBeUndefined();
    const read = levelStore(database);
    for await (const _ of (await read.load()).rows);
    await read.commit([row('c', 0, 'c')], []);
    await read.close();
    await database.open();
    expect(await isSound(database)).toBe(true);
  });

  describe('of a world', () => {
    /** Changes the text of a row. */
    async function change(table: string, by: (text: string) => string): Promise<string> {
      for await (const [key, text] of database.iterator()) {
        if (!key.startsWith(`${table}/`)) continue;
        await database.put(key, by(text));
        return key.slice(table.length + 1);
      }
      throw new Error(`no row of ${table}`);
    }

    beforeEach(async () => {
      const kms = localKms({ store: levelStore(database) });
      const client = clientOf(kms);
      const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
      await client.send(new CreateAliasCommand({ AliasName: 'alias/a', TargetKeyId: KeyMetadata?.KeyId }));
      await kms.close();
      await database.open();
    });

    async function opening(): Promise<unknown> {
      const kms = localKms({ store: levelStore(database) });
      const refused = await kms.ready().then(
        () => undefined,
        (error) => error,
      );
      await kms.close();
      await database.open();
      return refused;
    }

    it('open where they are sound', async () => {
      expect(await isSound(database)).toBe(true);
      expect(await opening()).toBeUndefined();
    });

    it('are given in the order in which they came, whatever their keys are', async () => {
      const kms = localKms({ store: levelStore(database) });
      const client = clientOf(kms);
      await kms.ready();
      const known = kms.keys().map(({ KeyId }) => KeyId);
      for (let made = 0; made < 50; made++) {
        const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
        known.push(`${KeyMetadata?.KeyId}`);
      }
      await kms.close();
      await database.open();
      const again = localKms({ store: levelStore(database) });
      const { Keys = [] } = await clientOf(again).send(new ListKeysCommand({}));
      expect(Keys.map(({ KeyId }) => KeyId)).toEqual(known);
      expect(again.keys().map(({ KeyId }) => KeyId)).toEqual(known);
      await again.close();
    });

    it('are refused by table and id where one is damaged, and left as they are', async () => {
      const arn = await change('keys', (text) => text.replace('"KeyState":"Enabled"', '"KeyState":"Foo"'));
      const before = await database.iterator().all();
      expect(String(await opening())).toMatch(
        `StoreError: [localkms] the store LevelDB cannot be opened: it is damaged: keys ${arn}.KeyState: expected one of`,
      );
      expect(await database.iterator().all()).toEqual(before);
    });

    it('are refused where the latest number is one that a row has', async () => {
      await changeHead(database, { revision: 1 });
      expect(String(await opening())).toMatch(
        /^StoreError: .* it is damaged: \w+ [\w:/-]+: expected a place from \d+, below 2; got \d+$/,
      );
    });

    it('are refused where one is missing that another names', async () => {
      for await (const key of database.keys()) if (key.startsWith('keys/')) await database.del(key);
      expect(String(await opening())).toMatch(
        /^StoreError: .* it is damaged: aliases arn:[\w:/-]+\.targetKeyArn: there is no such key$/,
      );
    });

    const CHANGED = 'its rows: some are missing, or were changed, since localkms wrote them';

    it.each<[string, () => Promise<unknown>, string]>([
      ['one was changed to what it can be', () => change('keys', (text) => text.replace('""', '"by hand"')), CHANGED],
      ['one is missing that no other names', () => without('aliases/'), CHANGED],
      [
        'one is missing, and the form is older',
        async () => {
          await without('aliases/');
          await database.put('world/form', ((await database.get('world/form')) ?? '').replace(/\d+$/, '2'));
        },
        CHANGED,
      ],
      ['all are missing', () => without(''), 'world: all records are gone'],
      [
        'there is one of a table that is not known',
        () => database.put('users/a', '1 1 {}'),
        'users: localkms has no such table',
      ],
      [
        'there is one that fits into no table',
        () => database.put('identities/arn:aws:iam::000000000000:role/a', '1 1 {}'),
        'identities arn:aws:iam::000000000000:role/a.Arn is missing: expected text',
      ],
    ])('are refused where %s, and left as they are', async (_what, damage, refusal) => {
      await damage();
      const before = await database.iterator().all();
      // No seed goes where something was, also not one that is missing.
      const kms = localKms({ store: levelStore(database), keys: [{ Alias: 'alias/seed' }], seeds: 'missing' });
      for (let time = 0; time < 2; time++) {
        const refused = await kms.ready().catch((error) => error);
        expect(String(refused)).toBe(
          `StoreError: [localkms] the store LevelDB cannot be opened: it is damaged: ${refusal}`,
        );
      }
      await kms.close();
      await database.open();
      expect(await database.iterator().all()).toEqual(before);
    });

    /** Takes rows out, but never the head. */
    async function without(beginning: string): Promise<void> {
      for (const key of await database.keys().all()) {
        if (key.includes('/') && key.startsWith(beginning)) await database.del(key);
      }
    }

    it('are written at the revisions that they were read at', async () => {
      const kms = localKms({ store: levelStore(database) });
      const client = clientOf(kms);
      const KeyId = 'alias/a';
      const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
      await client.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId }));
      await kms.ready();
      const id = kms.key(KeyId).KeyId;
      await client.send(new ScheduleKeyDeletionCommand({ KeyId: id }));
      await kms.close();
      await database.open();
      expect(await isSound(database)).toBe(true);
      const again = localKms({ store: levelStore(database) });
      await again.ready();
      expect(again.keys().map(({ KeyState }) => KeyState)).toEqual(['PendingDeletion', 'PendingDeletion']);
      await again.close();
    });
  });
});

describe('rowSeal', () => {
  it('is a whole number below 2^52, of its own for each key and text', () => {
    const texts = ['', 'a', 'b', 'aa', 'ab', 'ba', 'a\0', 'ä', '\u{1F511}', 'a'.repeat(4096), 'a'.repeat(20_000)];
    const seals = texts.flatMap((key) => texts.map((text) => rowSeal(key, text)));
    expect(new Set(seals).size).toBe(texts.length ** 2);
    for (const seal of seals) expect(Number.isSafeInteger(seal) && seal >= 0 && seal < 2 ** 52).toBe(true);
  });

  it('sees each bit of a text', () => {
    const bytes = Array.from({ length: 40 }, (_, at) => 32 + at);
    const known = new Set([rowSeal('key', String.fromCharCode(...bytes))]);
    for (const at of bytes.keys()) {
      for (let bit = 0; bit < 7; bit++) {
        const changed = bytes.map((byte, place) => (place === at ? byte ^ (1 << bit) : byte));
        known.add(rowSeal('key', String.fromCharCode(...changed)));
      }
    }
    expect(known.size).toBe(1 + 7 * bytes.length);
  });

  it('is added to a sum and taken out of it, whatever came between', () => {
    const most = 2 ** 52 - 1;
    expect(takeSeal(addSeal(addSeal(most, 5), most), 5)).toBe(addSeal(most, most));
    expect(takeSeal(takeSeal(addSeal(0, most), most), 0)).toBe(0);
  });
});
