/**
 * Where the records of a world last. The world keeps them all in memory too: a store is read when it opens and where another
 * process has written, and written before a call is answered. One suite says what every store does:
 * `__tests__/contract/record-store.ts`.
 */
export interface RecordStore {
  /** What errors call it, such as `LevelDB ./kms-data`. Holds no secret. */
  readonly name: string;
  /** Opens the store where it is not open, and reads it whole, as it was at one moment. Several times, if asked. */
  load(): Promise<StoredRows>;
  /**
   * All of the writes, durably, or none. They take the next revisions, in their order.
   * @param writes at least one; no row twice
   * @param expectations rows that nobody writes here, but that must be as they were
   * @returns the revision of the first write; `conflict` where a row is not at the revision that is expected
   * @throws (rejects) where it fails. Whether the writes are there then, `changesSince` tells.
   */
  commit(writes: readonly RowWrite[], expectations: readonly RowRevision[]): Promise<number | 'conflict'>;
  /**
   * Takes all rows out and puts these in, durably, or changes nothing. They take the next revisions, in their order.
   * @returns the revision of the first row, or the one that it would have had
   */
  replaceAll(rows: readonly NewRow[]): Promise<number>;
  /**
   * What was written after a revision, by whomever: each row as it is now, once.
   * @returns `reload` where the store no longer knows, or where all rows were replaced since
   */
  changesSince(revision: number): Promise<RowChanges | 'reload'>;
  /**
   * Only of a store that several processes share: tells of what others have written, with the latest revision where it is
   * known. After a time in which it could not tell, it tells once without a revision.
   * @returns the function that stops it
   */
  subscribe?(listener: (revision?: number) => void): () => void;
  /** Lets go of what it holds; a second time it does nothing. Everything else rejects afterwards. */
  close(): Promise<void>;
}

/** What a row is found by: any text without a NUL character. */
export interface RowName {
  readonly table: string;
  readonly id: string;
}

/** A row at a revision. 0: there is no such row. */
export interface RowRevision extends RowName {
  /**
   * The number of its latest write. All writes of a store are counted in one row of numbers, from 1, and none is ever given
   * twice, so that a row which went and came back is not taken for the one that it was.
   */
  readonly revision: number;
}

/** Any value that JSON can tell, but no `null` by itself. A store gives back what JSON would, in the same order of members. */
export type StoredRecord = object | string | number | boolean;

export interface NewRow extends RowName {
  readonly record: StoredRecord;
}

export interface StoredRow extends NewRow, RowRevision {
  /** Its place in the order of creation: its first revision, which later writes of the row do not change. */
  readonly sequence: number;
}

/** Writes a row that is at this revision; `record` undefined: takes it out. */
export interface RowWrite extends RowRevision {
  readonly record: StoredRecord | undefined;
}

export interface StoredRows {
  /** The revision of the latest write; 0 where there was none. */
  readonly revision: number;
  /** In any order, in lists of a size that the store finds good; to be read once. */
  readonly rows: AsyncIterable<readonly StoredRow[]>;
  /**
   * Only where the store can tell: whether the rows, once all of them are read, are those that were written, none of them
   * damaged and none missing; undefined until then. Where it tells anything but true, they are read again and each record is
   * checked, as are those of a store that cannot tell, which takes longer.
   */
  readonly isSound?: () => boolean | undefined;
}

export interface RowChanges {
  /** The revision of the latest write. */
  readonly revision: number;
  readonly rows: readonly (StoredRow | RemovedRow)[];
}

/** A row that is gone, at the revision at which it went. */
export interface RemovedRow extends RowRevision {
  readonly record?: undefined;
}
