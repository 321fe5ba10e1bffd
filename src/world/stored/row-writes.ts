import type { RowRevision, RowWrite } from '../../ports/record-store.js';
import type { Change } from '../../state/changes.js';
import { idOf, type Records, type TableName } from '../../state/tables.js';
import type { Revisions } from './revisions.js';

/** What a store is asked to commit. */
export interface Commit {
  readonly writes: readonly RowWrite[];
  readonly expectations: readonly RowRevision[];
}

/** Changes, one after the other, as rows: each row once, as it is after the last of them. */
export function commitOf(changes: readonly Change[], revisions: Revisions): Commit {
  const writes = new Map<string, RowWrite>();
  const expectations = new Map<string, RowRevision>();
  for (const { table, from, to } of changes) {
    const row = { table, id: idOf(table, (from ?? to) as Records[TableName]) };
    const name = `${table}/${row.id}`;
    const revision = revisions.of(row);
    if (from !== to) writes.set(name, { ...row, revision, record: to });
    else if (revision > 0) expectations.set(name, { ...row, revision });
  }
  for (const [name, { table, id, revision, record }] of writes) {
    expectations.delete(name);
    // It came and went, or the store never had it.
    if (record === undefined && revision === 0) {
      writes.delete(name);
      expectations.set(name, { table, id, revision });
    }
  }
  return { writes: [...writes.values()], expectations: [...expectations.values()] };
}
