import type { RowName, StoredRecord, StoredRow } from '../../ports/record-store.js';
import type { LevelEncoding } from './level-database.js';
import { addSeal, rowSeal, takeSeal } from './row-seal.js';

/** As databases are by themselves; said, because one that a program gives may be otherwise. */
export const TEXTS: LevelEncoding = { keyEncoding: 'utf8', valueEncoding: 'utf8' };

/** The key of what is no row: the form of the keys and values here, and how far the numbers have come. No row has a key without `/`. */
export const HEAD_KEY = 'localkms';
const LAYOUT = 1;

/** What the value of `HEAD_KEY` says. */
export interface Head {
  /** The latest revision. */
  readonly revision: number;
  /** The revision at which all rows were replaced the last time; 0: never. */
  readonly replacedAt: number;
  /** The sum of the seals of all rows; undefined after a version of localkms has written that knew of none. */
  readonly seal: number | undefined;
}

/** With its own seal in the sum: numbers that come again would be worse than a row that is damaged. */
export function headText({ revision, replacedAt, seal }: Head): string {
  const sealed = seal === undefined ? undefined : addSeal(seal, headSeal(revision));
  return JSON.stringify({ layout: LAYOUT, revision, replacedAt, seal: sealed });
}

function headSeal(revision: number): number {
  return rowSeal(HEAD_KEY, String(revision));
}

/** @throws Error for what localkms has not written, or a newer version of it */
export function readHead(text: string): Head {
  const head: unknown = parsed(text);
  const { layout, revision, replacedAt, seal, ...others } = (head ?? {}) as Record<string, unknown>;
  if (typeof layout === 'number' && layout > LAYOUT) {
    throw new Error(`a newer version of localkms made it: it is of layout ${layout}, known here is ${LAYOUT}`);
  }
  const numbers = seal === undefined ? [revision, replacedAt] : [revision, replacedAt, seal];
  if (layout !== LAYOUT || !numbers.every(isNumber) || Object.keys(others).length > 0) {
    throw new Error(`it is damaged: the value of ${HEAD_KEY} is not what localkms writes`);
  }
  return {
    revision: revision as number,
    replacedAt: replacedAt as number,
    seal: seal === undefined ? undefined : takeSeal(seal as number, headSeal(revision as number)),
  };
}

/** One to which there is a next. */
function isNumber(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < Number.MAX_SAFE_INTEGER;
}

export function keyOf({ table, id }: RowName): string {
  return `${table}/${id}`;
}

/** Numbers first, so that they are read without the record. */
export function rowText(sequence: number, revision: number, record: StoredRecord): string {
  return `${sequence} ${revision} ${JSON.stringify(record)}`;
}

/** @throws Error for what localkms has not written */
export function readRow(key: string, text: string): StoredRow {
  const slash = key.indexOf('/');
  const { sequence, revision, end } = numbersOf(text);
  const record = parsed(text.slice(end + 1));
  if (slash < 1 || !(sequence > 0 && revision >= sequence) || record === undefined || record === null) {
    const name = /^[!-~]+$/.test(key) ? key.replace('/', ' ') : JSON.stringify(key);
    throw new Error(`it is damaged: ${name.slice(0, 300)}: localkms has not written it so`);
  }
  return { table: key.slice(0, slash), id: key.slice(slash + 1), sequence, revision, record: record as StoredRecord };
}

/** The numbers of a row, and where they end; 0 where there is none. */
export function numbersOf(text = '0 0 '): {
  readonly sequence: number;
  readonly revision: number;
  readonly end: number;
} {
  const middle = text.indexOf(' ');
  const end = text.indexOf(' ', middle + 1);
  return { sequence: Number(text.slice(0, middle)), revision: Number(text.slice(middle + 1, end)), end };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
