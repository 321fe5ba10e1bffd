import type { Records, TableName } from './tables.js';

/**
 * One record replaced (`from` and `to`), new (no `from`) or gone (no `to`); with `to` the same as `from`, one that is only
 * expected. It holds only while the table still has `from`: a call whose records changed meanwhile is carried out anew.
 */
export type Change = {
  [T in TableName]: {
    readonly table: T;
    readonly from: Records[T] | undefined;
    readonly to: Records[T] | undefined;
  };
}[TableName];

/** Changes nothing: a record that the call has read, and on which it relies, must still be the same when it writes. */
export function expect<T extends TableName>(table: T, record: Records[T]): Change {
  return replace(table, record, record);
}

export function insert<T extends TableName>(table: T, record: Records[T]): Change {
  return { table, from: undefined, to: record } as Change;
}

export function replace<T extends TableName>(table: T, from: Records[T], to: Records[T]): Change {
  return { table, from, to } as Change;
}

/** Members of a record to change; a member given as undefined is removed. */
export type Members<R> = { readonly [M in keyof R]?: R[M] | undefined };

/** A changed copy of a record. */
export function update<T extends TableName>(table: T, record: Records[T], members: Members<Records[T]>): Change {
  const to = { ...record, ...members } as Records[T];
  for (const name of Object.keys(members) as (keyof Records[T])[]) if (to[name] === undefined) delete to[name];
  return replace(table, record, to);
}

export function remove<T extends TableName>(table: T, record: Records[T]): Change {
  return { table, from: record, to: undefined } as Change;
}
