import { expected, expectedKind, refuse } from '../options/checks.js';
import { TABLES, type TableDefinition, type TableName } from '../state/tables.js';

/** Of this form of snapshots; a later form has a higher one. */
const VERSION = 1;

/** A whole world as a value that survives JSON: keep it in a file, or give it to another process. Contains key material. */
export interface WorldSnapshot {
  /** The version of the form. */
  readonly localkms: number;
  /** Base64; opens the grant tokens, import tokens and markers that the world has given out. */
  readonly tokenSecret: string;
  /** How far a seeded world has come in its streams of chance. */
  readonly turns?: Readonly<Record<string, number>>;
  /** The records. Not typed further: their form is this package's own, and older SDKs lack some of its names. */
  readonly state: object;
}

export function worldSnapshot(members: Omit<WorldSnapshot, 'localkms'>): WorldSnapshot {
  return { localkms: VERSION, ...members };
}

/**
 * Checks what `restore` was given.
 * @throws TypeError for a snapshot that is damaged, or of a newer version of localkms
 */
export function checkSnapshot(snapshot: unknown): asserts snapshot is WorldSnapshot {
  const path = 'snapshot';
  if (!isObject(snapshot)) expectedKind(path, snapshot, 'what snapshot() gave');
  const { localkms, tokenSecret, turns = {}, state } = snapshot;
  if (typeof localkms !== 'number') expected(`${path}.localkms`, localkms, 'the version of a snapshot');
  if (localkms > VERSION) {
    refuse(
      `${path}.localkms`,
      `a newer version of localkms made it: it is of form ${localkms}, known here is ${VERSION}`,
    );
  }
  if (typeof tokenSecret !== 'string' || !/^[A-Za-z0-9+/]{43}=$/.test(tokenSecret)) {
    expectedKind(`${path}.tokenSecret`, tokenSecret, '32 bytes in base64');
  }
  if (!isObject(turns) || !Object.values(turns).every(isCount))
    expectedKind(`${path}.turns`, turns, 'a count for each purpose');
  if (!isObject(state)) expectedKind(`${path}.state`, state, 'the tables of a world');
  const { nextSequence, tables } = state;
  if (!isCount(nextSequence)) expected(`${path}.state.nextSequence`, nextSequence, 'a whole number');
  if (!isObject(tables)) expectedKind(`${path}.state.tables`, tables, 'the tables of a world');
  const names = Object.keys(TABLES) as TableName[];
  for (const name of names)
    checkTable(tables[name], TABLES[name] as TableDefinition<unknown>, nextSequence, `${path}.state.tables.${name}`);
}

function checkTable(table: unknown, { id }: TableDefinition<unknown>, nextSequence: number, path: string): void {
  if (!Array.isArray(table)) expectedKind(path, table, 'a list of records with their places');
  const ids = new Set<string>();
  table.forEach((row: unknown, at) => {
    const [sequence, record] = Array.isArray(row) ? row : [];
    if (!isCount(sequence) || sequence >= nextSequence) {
      expected(`${path}[${at}][0]`, sequence, `a place below ${nextSequence}`);
    }
    const recordId = isObject(record) ? id(record) : undefined;
    if (typeof recordId !== 'string' || recordId.includes('undefined')) {
      expectedKind(`${path}[${at}][1]`, record, 'a record of this table');
    }
    if (ids.has(recordId)) refuse(`${path}[${at}][1]`, `${recordId} is there twice`);
    ids.add(recordId);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
