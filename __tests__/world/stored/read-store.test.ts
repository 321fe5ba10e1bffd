import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

  it.each<[string, (rows: NewRow[]) => void, RegExp]>([
    [
      'a damaged record',
      (rows) => {
        const key = rows.find(({ table }) => table === 'keys') as { record: object };
        key.record = { ...key.record, KeyState: 'Foo' };
      },
      /^\[localkms\] memory "test", keys arn:aws:kms:[\w:/-]+\.KeyState: expected one of .*; got "Foo"$/,
    ],
    [
      'the record of another row',
      (rows) => {
        const key = rows.find(({ table }) => table === 'keys') as { id: string };
        key.id = 'arn:other';
      },
      /^\[localkms\] memory "test", keys arn:other: the record of another row is in it$/,
    ],
    [
      'a table that is not known',
      (rows) => void rows.push({ table: 'users', id: 'a', record: {} }),
      /^\[localkms\] memory "test", users: localkms has no such table$/,
    ],
    [
      'a newer form',
      (rows) => {
        (rows[0] as { record: number }).record = FORM + 1;
      },
      /^\[localkms\] memory "test": a newer version of localkms made it: it is of form \d+, known here is \d+$/,
    ],
    ['no form', (rows) => void rows.shift(), /^\[localkms\] memory "test", world form: it is missing: /],
  ])('with %s is refused, and changes nothing', async (_, damage, refusal) => {
    const rows = rowsOf(FORM);
    damage(rows);
    await stored.database.store().replaceAll(rows);
    const before = stored.database.rows();
    const { kms } = stored.world({ keys: [{}] });
    await expect(kms.ready()).rejects.toThrow(refusal);
    await expect(kms.ready()).rejects.toThrow(refusal);
    expect(stored.database.rows()).toEqual(before);
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
