import { type Check, isPlainObject, members, refuse, wholeNumber } from '../../options/checks.js';
import type { RowWrite, StoredRecord, StoredRow } from '../../ports/record-store.js';
import type { Particular } from '../particulars.js';
import { checkTokenSecret, count, counts } from '../records/record-checks.js';
import { FORM } from '../snapshot.js';
import type { ClockSetting } from '../test-clock.js';
import type { Revisions } from './revisions.js';

/** The table of what is in no other, and the row in it that tells the form of all records. */
export const PARTICULARS = 'world';
export const FORM_ROW = 'form';

const time = wholeNumber(-8.64e15, 8.64e15);

const CHECKS: { readonly [id: string]: Check } = {
  form: count,
  tokenSecret: checkTokenSecret,
  turns: counts,
  clock: members<ClockSetting>({ stopped: time, ahead: wholeNumber(0) }, ['ahead']),
};

/**
 * Of a particular that is not known here, nothing is known.
 * @throws TypeError for what one cannot be, and where the one is missing that every world has
 */
export function checkParticulars(rows: readonly Pick<StoredRow, 'id' | 'record'>[]): void {
  for (const { id, record } of rows) {
    if (Object.hasOwn(CHECKS, id)) CHECKS[id]?.(record, `${PARTICULARS} ${id}`);
  }
  if (!rows.some(({ id }) => id === 'tokenSecret')) refuse(`${PARTICULARS} tokenSecret`, 'it is missing');
}

/** The particulars of a world as rows of its store. */
export class ParticularRows {
  readonly #particulars: readonly Particular[];
  readonly #revisions: Revisions;
  /** What the store has of each, as text. */
  #known = new Map<string, string>();

  constructor(particulars: readonly Particular[], revisions: Revisions) {
    this.#revisions = revisions;
    this.#particulars = [{ id: FORM_ROW, value: () => FORM, adopt() {} }, ...particulars];
  }

  /** Those that the store does not have as they are. */
  writes(): RowWrite[] {
    return this.values().flatMap(({ id, record }) => {
      if (this.#known.get(id) === JSON.stringify(record)) return [];
      return [{ table: PARTICULARS, id, revision: this.#revisions.of({ table: PARTICULARS, id }), record }];
    });
  }

  values(): { readonly id: string; readonly record: StoredRecord }[] {
    return this.#particulars.flatMap(({ id, value }) => {
      const record = value();
      return record === undefined ? [] : [{ id, record }];
    });
  }

  /** Told what the store has. */
  note(id: string, record: StoredRecord): void {
    this.#known.set(id, JSON.stringify(record));
  }

  forget(): void {
    this.#known = new Map();
  }

  /** Takes what the store has; at its opening, not what the program has set before. */
  adopt({ id, record }: Pick<StoredRow, 'id' | 'record'>, opening = false): void {
    this.note(id, record);
    const particular = this.#particulars.find((one) => one.id === id);
    if (particular === undefined || (opening && particular.isSet?.())) return;
    // What others keep must not change with what the world makes of it.
    particular.adopt(isPlainObject(record) ? { ...record } : record);
  }
}
