import type { StoredRecord } from '../ports/record-store.js';

/** A value of a world that is in no table, and that a store keeps too: a row of the table `world`. */
export interface Particular {
  readonly id: string;
  /** Undefined: there is nothing to keep yet. */
  value(): StoredRecord | undefined;
  /** Takes what a store has, which is checked: at its opening, and where another process has written it. */
  adopt(value: StoredRecord): void;
  /** Whether the program has set it before the store was opened, so that it counts more than what the store has. */
  isSet?(): boolean;
}
