import type { NewRow, RemovedRow, RowRevision, RowWrite, StoredRecord, StoredRow } from '../../ports/record-store.js';
import type { Tables } from './tables.js';

/** What statements return, in types that no setting of the driver changes. */
export interface RecordRow {
  readonly table_name: string;
  readonly id: string;
  readonly sequence: string;
  readonly revision: string;
  readonly record: string | null;
}

/** A line of `changes`; without a row, all of its members are NULL. */
export type ChangeRow = { readonly latest: string; readonly is_known: boolean } & (RecordRow | { readonly id: null });

const COLUMNS = 'table_name, id, sequence::text, revision::text, record::text';

/** The statements over the tables of a schema. `$1` is always the id of the world. */
export function statementsOf({ worlds, records }: Tables) {
  const tellOthers = `pg_notify('localkms_' || tableoid || '_' || id, revision::text)`;
  return {
    findWorld: `SELECT id::text, tableoid::text, layout FROM ${worlds} WHERE name = $1`,
    addWorld: `INSERT INTO ${worlds} (name) VALUES ($1) ON CONFLICT DO NOTHING`,
    /** Commits of a world come one after the other from here on. What is read next was written by those before. */
    lockWorld: `SELECT revision::text FROM ${worlds} WHERE id = $1 FOR UPDATE`,
    readRevision: `SELECT revision::text FROM ${worlds} WHERE id = $1`,
    /** All rows or none: `$2`-`$5` are writes, and then what else is expected; `$6` the latest revision, `$7` how many are writes. */
    write: `WITH given AS (
  SELECT given.*, known.sequence, CASE WHEN known.record IS NULL THEN 0 ELSE known.revision END AS revision
  FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[])
    WITH ORDINALITY AS given (table_name, id, expected, record, place)
  LEFT JOIN ${records} AS known ON known.world = $1 AND known.table_name = given.table_name AND known.id = given.id
), fitting AS (
  SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM given WHERE revision <> expected)
), written AS (
  INSERT INTO ${records} (world, table_name, id, sequence, revision, record)
  SELECT $1, table_name, id, CASE WHEN expected = 0 THEN $6 + place ELSE sequence END, $6 + place, record::json
  FROM given, fitting WHERE place <= $7
  ON CONFLICT (world, table_name, id) DO UPDATE
  SET sequence = excluded.sequence, revision = excluded.revision, record = excluded.record
)
UPDATE ${worlds} SET revision = $6::bigint + $7 FROM fitting WHERE id = $1 RETURNING ${tellOthers}`,
    removeAll: `DELETE FROM ${records} WHERE world = $1`,
    /** `$2`-`$4` are rows, `$5` the latest revision. */
    insert: `INSERT INTO ${records} (world, table_name, id, sequence, revision, record)
SELECT $1, table_name, id, $5 + place, $5 + place, record::json
FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS given (table_name, id, record, place)`,
    setReplaced: `UPDATE ${worlds} SET revision = $2, known_since = $3 WHERE id = $1 RETURNING ${tellOthers}`,
    /** Forgets which rows went up to revision `$2`. */
    trim: `WITH trimmed AS (
  DELETE FROM ${records} WHERE world = $1 AND record IS NULL AND revision <= $2 RETURNING revision
)
UPDATE ${worlds} SET known_since = greatest(known_since, (SELECT max(revision) FROM trimmed))
WHERE id = $1 AND EXISTS (SELECT 1 FROM trimmed)`,
    /** The world, and beside it each row that was written after `$2`; one line without a row where there is none. */
    changes: `SELECT world.revision::text AS latest, $2 BETWEEN world.known_since AND world.revision AS is_known,
  changed.table_name, changed.id, changed.sequence::text, changed.revision::text, changed.record::text
FROM ${worlds} AS world
LEFT JOIN ${records} AS changed
  ON changed.world = world.id AND changed.revision > $2 AND $2 BETWEEN world.known_since AND world.revision
WHERE world.id = $1`,
    openCursor: `DECLARE all_records NO SCROLL CURSOR FOR SELECT ${COLUMNS} FROM ${records} WHERE world = $1 AND record IS NOT NULL`,
  };
}

/** The values of `write`. */
export function writeValues(world: string, latest: number, writes: readonly RowWrite[], more: readonly RowRevision[]) {
  const all: readonly (RowRevision & { readonly record?: StoredRecord | undefined })[] = [...writes, ...more];
  return [
    world,
    all.map(({ table }) => table),
    all.map(({ id }) => id),
    all.map(({ revision }) => revision),
    // Only writes have records.
    all.map(({ record }) => (record === undefined ? null : JSON.stringify(record))),
    latest,
    writes.length,
  ];
}

/** The values of `insert`. */
export function insertValues(world: string, latest: number, rows: readonly NewRow[]) {
  return [
    world,
    rows.map(({ table }) => table),
    rows.map(({ id }) => id),
    rows.map(({ record }) => JSON.stringify(record)),
    latest,
  ];
}

export function changeOf(row: RecordRow): StoredRow | RemovedRow {
  return row.record === null
    ? { table: row.table_name, id: row.id, revision: Number(row.revision) }
    : storedRowOf({ ...row, record: row.record });
}

export function storedRowOf({ table_name, id, sequence, revision, record }: RecordRow & { record: string }): StoredRow {
  return {
    table: table_name,
    id,
    sequence: Number(sequence),
    revision: Number(revision),
    record: JSON.parse(record),
  };
}
