import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListKeysCommand } from '@aws-sdk/client-kms';
import { localKms } from '../../../src/index.js';
import type { NewRow } from '../../../src/ports/record-store.js';
import { readSnapshot } from '../../../src/readers/snapshots.js';
import { TABLES, type TableName } from '../../../src/state/tables.js';
import { FORM } from '../../../src/world/snapshot.js';
import { storedWorlds } from './support.js';

const stored = storedWorlds();

function fixture(form: number) {
  return JSON.parse(readFileSync(join(__dirname, '../../readers/snapshots', `form-${form}.json`), 'utf8'));
}

/** A snapshot as the rows of a store. */
function rowsOf(form: number): NewRow[] {
  const { tokenSecret, state } = fixture(form).snapshot;
  const rows: { sequence: number; row: NewRow }[] = [];
  for (const [table, all] of Object.entries<[number, never][]>(state.tables)) {
    for (const [sequence, record] of all) {
      const id = table in TABLES ? TABLES[table as TableName].id(record) : (record as { id: string }).id;
      rows.push({ sequence, row: { table, id, record } });
    }
  }
  rows.sort((one, other) => one.sequence - other.sequence);
  return [
    { table: 'world', id: 'form', record: form },
    { table: 'world', id: 'tokenSecret', record: tokenSecret },
    ...rows.map(({ row }) => row),
  ];
}

describe('opening a store', () => {
  it.each(Array.from({ length: FORM }, (_, at) => at + 1))(
    'of form %i gives the world of its snapshot',
    async (form) => {
      await stored.database.store().replaceAll(rowsOf(form));
      const { clock, snapshot } = fixture(form);
      const { kms } = stored.world({ clock });
      await kms.ready();
      const expected = localKms({ clock });
      expected.restore(readSnapshot(snapshot));
      expect(kms.keys()).toEqual(expected.keys());
      expect(kms.keys().length).toBeGreaterThan(0);
      const { form: now, ...tables } = Object.fromEntries(stored.database.rows().map(({ table, id }) => [id, table]));
      expect(now).toBe('world');
      expect(Object.values(tables)).not.toContain('keyMaterials');
      expect(stored.database.rows().find(({ id }) => id === 'form')?.record).toBe(FORM);
    },
  );

  const DAMAGED = '[localkms] the store memory "test" cannot be opened: it is damaged: ';

  it.each<[string, (rows: NewRow[]) => void, string | RegExp]>([
    [
      'a damaged record',
      (rows) => {
        const key = rows.find(({ table }) => table === 'keys') as { record: object };
        key.record = { ...key.record, KeyState: 'Foo' };
      },
      /it is damaged: keys arn:aws:kms:[\w:/-]+\.KeyState: expected one of .*; got "Foo"$/,
    ],
    [
      'the record of another row',
      (rows) => {
        const key = rows.find(({ table }) => table === 'keys') as { id: string };
        key.id = 'arn:other';
      },
      `${DAMAGED}keys arn:other: the record of another row is in it`,
    ],
    [
      'a table that is not known',
      (rows) => void rows.push({ table: 'users', id: 'a', record: {} }),
      `${DAMAGED}users: localkms has no such table`,
    ],
    [
      'a table of a name that cannot be shown',
      (rows) => void rows.push({ table: 'use\0rs', id: 'a', record: {} }),
      `${DAMAGED}"use\\u0000rs": localkms has no such table`,
    ],
    [
      'a form before the first',
      (rows) => {
        (rows[0] as { record: number }).record = 0;
      },
      `${DAMAGED}world form: expected a whole number from 1; got 0`,
    ],
    [
      'a newer form',
      (rows) => {
        (rows[0] as { record: number }).record = FORM + 1;
      },
      `[localkms] the store memory "test" cannot be opened: a newer version of localkms made it: it is of form ${FORM + 1}, known here is ${FORM}`,
    ],
    ['no form', (rows) => void rows.shift(), `${DAMAGED}world form: it is missing, or the store holds something else`],
    [
      'a form that is none',
      (rows) => {
        (rows[0] as { record: string }).record = 'three';
      },
      /it is damaged: world form: expected /,
    ],
    [
      'a damaged particular',
      (rows) => {
        (rows[1] as { record: string }).record = 'secret';
      },
      /it is damaged: world tokenSecret: expected /,
    ],
    ['no token secret', (rows) => void rows.splice(1, 1), `${DAMAGED}world tokenSecret: it is missing`],
    ['no record at all', (rows) => void rows.splice(0), `${DAMAGED}world: all records are gone`],
  ])('with %s is refused, and changes nothing', async (_, damage, refusal) => {
    const rows = rowsOf(FORM);
    damage(rows);
    await expectRefusal(rows, refusal);
  });

  /** Whatever the seeds are: where something was, they are not planted. */
  async function expectRefusal(rows: NewRow[], refusal: string | RegExp): Promise<void> {
    await stored.database.store().replaceAll(rows);
    const before = stored.database.rows();
    const { kms, client } = stored.world({ keys: [{ Alias: 'alias/seed' }], seeds: 'missing' });
    for (const refused of [await errorOf(kms.ready()), await errorOf(client.send(new ListKeysCommand({})))]) {
      expect(refused.name).toBe('StoreError');
      expect(refused.message).toMatch(refusal);
    }
    // Read once: what is damaged stays so.
    expect(stored.database.calls.load).toBe(1);
    expect(stored.database.rows()).toEqual(before);
  }

  async function errorOf(work: Promise<unknown>): Promise<Error> {
    return work.then(
      () => new Error('none'),
      (error) => error,
    );
  }

  const OLDER = Array.from({ length: FORM - 1 }, (_, at) => at + 1);

  it.each(OLDER)('of form %i with a table that is not known is refused by its name', async (form) => {
    const users = { table: 'users', id: 'a', record: {} };
    await expectRefusal([...rowsOf(form), users], `${DAMAGED}users: localkms has no such table`);
  });

  it.each(OLDER)('of form %i with the record of another row is refused by the name of the row', async (form) => {
    const rows = rowsOf(form).map((row) => (row.table === 'keys' ? { ...row, id: 'arn:other' } : row));
    await expectRefusal(rows.slice(0, rows.findIndex(({ table }) => table === 'keys') + 1), /it is damaged: /);
  });

  it.each(OLDER)('of form %i with a record that is none is refused by the name of its row', async (form) => {
    const rows = rowsOf(form).map((row) => (row.table === 'aliases' ? { ...row, record: 5 } : row));
    await expectRefusal(rows, /it is damaged: aliases arn:aws:kms:[\w:/-]+: expected /);
  });

  it('tries an older form again where the store could not take the new one', async () => {
    await stored.database.store().replaceAll(rowsOf(1));
    const before = stored.database.rows();
    stored.database.fail('commit', new Error('disk full'));
    const { kms } = stored.world({ clock: fixture(1).clock });
    await expect(kms.ready()).rejects.toThrow(
      `[localkms] the store memory "test" cannot be brought from form 1 to form ${FORM}: disk full`,
    );
    expect(stored.database.rows()).toEqual(before);
    await kms.ready();
    expect(kms.keys().length).toBeGreaterThan(0);
  });
});
