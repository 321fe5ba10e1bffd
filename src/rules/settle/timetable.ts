import type { Happening } from '../../contract/hooks.js';
import type { World } from '../../contract/world.js';
import { type Change, update } from '../../state/changes.js';
import type { DueDates } from '../../state/contents.js';
import type { Records, TableName } from '../../state/tables.js';
import { dropMaterial } from '../imported-material.js';
import { nextRotation, rotateAutomatically, rotationPeriod } from './automatic-rotation.js';
import { deleteKey } from './key-deletion.js';

/** What time does to a record, by a date that the record holds. */
export interface TimedChange<R> {
  readonly what: Happening['what'];
  /** When it happens, in milliseconds since the epoch; undefined where it does not. */
  readonly at: (record: R) => number | undefined;
  /** After how many milliseconds it happens again, where nothing else comes between; absent: it happens once. */
  readonly period?: (record: R) => number;
  /** `dates` is all of the times at which it happens now: several only where there is a period. */
  readonly happen: (world: World, record: R, dates: readonly [number, ...number[]]) => readonly Change[];
}

type Timetable = { readonly [T in TableName]?: readonly TimedChange<Records[T]>[] };

/** All that time changes. Of what is due at the same moment, the upper row happens first. */
export const TIMETABLE: Timetable = {
  keys: [
    {
      // Creating or Updating is over.
      what: 'transition',
      at: ({ transition }) => transition?.at,
      happen: (_, key) => [update('keys', key, { KeyState: key.transition?.to, transition: undefined })],
    },
    {
      what: 'deletion',
      at: ({ DeletionDate }) => DeletionDate,
      happen: ({ state }, key, [at]) => deleteKey(state, key, at),
    },
    {
      what: 'rotation',
      at: nextRotation,
      period: rotationPeriod,
      happen: rotateAutomatically,
    },
    {
      // Imported key material whose ValidTo has come is deleted, one at a time.
      what: 'expiry',
      at: ({ imported }) => imported && earliest(Object.values(imported), ({ ValidTo }) => ValidTo),
      happen({ state }, key, [at]) {
        const expired = Object.entries(key.imported ?? {}).find(([, { ValidTo }]) => ValidTo === at);
        // The key is due because one of them is.
        const [keyMaterialId] = expired as [string, unknown];
        return dropMaterial(state, key, keyMaterialId);
      },
    },
  ],
  customKeyStores: [
    {
      // CONNECTING or DISCONNECTING ends: how, was decided when it began.
      what: 'transition',
      at: ({ transition }) => transition?.at,
      happen(_, store) {
        const { to: ConnectionState, ConnectionErrorCode } = store.transition ?? {};
        return [update('customKeyStores', store, { ConnectionState, ConnectionErrorCode, transition: undefined })];
      },
    },
  ],
};

/** When time next changes a record: what the state of a world is made with. */
export const DUE_DATES: DueDates = Object.fromEntries(
  Object.entries(TIMETABLE).map(([table, rows]) => [
    table,
    (record: never) => earliest(rows as readonly TimedChange<never>[], ({ at }) => at(record)),
  ]),
);

/** The lowest date of some things; undefined where none of them has one. */
export function earliest<T>(things: readonly T[], dateOf: (thing: T) => number | undefined): number | undefined {
  let first: number | undefined;
  for (const thing of things) {
    const date = dateOf(thing);
    if (date !== undefined && (first === undefined || date < first)) first = date;
  }
  return first;
}
