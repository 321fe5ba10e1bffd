/** The form of the tables. A newer one is refused. */
export const LAYOUT = 1;

/** The tables of a schema, by the names that statements call them. */
export interface Tables {
  readonly schema: string;
  readonly worlds: string;
  readonly records: string;
}

export function tablesIn(name: string): Tables {
  const schema = `"${name.replaceAll('"', '""')}"`;
  return { schema, worlds: `${schema}.worlds`, records: `${schema}.records` };
}

export function createSchema({ schema }: Tables): string {
  return `CREATE SCHEMA IF NOT EXISTS ${schema}`;
}

/**
 * - `known_since`: of rows that went up to this revision nothing is known any more.
 * - `record` NULL: the row is gone, since its revision. It is `json`, not `jsonb`, which keeps neither the order of members nor
 *   the character U+0000.
 * - `COLLATE "C"`: no index depends on the languages of the server.
 */
export function createTables({ worlds, records }: Tables): string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${worlds} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  layout integer NOT NULL DEFAULT ${LAYOUT},
  revision bigint NOT NULL DEFAULT 0,
  known_since bigint NOT NULL DEFAULT 0
)`,
    `CREATE TABLE IF NOT EXISTS ${records} (
  world bigint NOT NULL REFERENCES ${worlds} ON DELETE CASCADE,
  table_name text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  revision bigint NOT NULL,
  record json,
  PRIMARY KEY (world, table_name, id)
)`,
    `CREATE UNIQUE INDEX IF NOT EXISTS records_by_revision ON ${records} (world, revision)`,
    `CREATE INDEX IF NOT EXISTS removed_records ON ${records} (world, revision) WHERE record IS NULL`,
  ];
}

/** All of it, for people who create tables themselves. */
export function sqlOf(schema: string): string {
  const tables = tablesIn(schema);
  return [createSchema(tables), ...createTables(tables)].map((statement) => `${statement};\n`).join('\n');
}
