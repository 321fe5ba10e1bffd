import type { RecordStore, StoredRow } from '../../src/ports/record-store.js';

/** How the suite comes by the stores that it tries. */
export interface StoreMaker {
  /** An empty place for rows, of which no other test knows. */
  newPlace(): Promise<StorePlace>;
  /** Whether several stores may be open over one place at a time. */
  readonly shared: boolean;
}

export interface StorePlace {
  /** A store over the rows of this place, as another program would make it. */
  store(): RecordStore;
  /** Deletes the place, and lets go of all that it holds; the stores are closed by then. */
  remove(): Promise<void>;
}

export const PUT = { table: 'keys', id: 'a', revision: 0, record: { Description: 'a' } } as const;

/** All rows, in order of creation. */
export async function rowsOf(store: RecordStore): Promise<{ revision: number; rows: StoredRow[] }> {
  const { revision, rows } = await store.load();
  const all: StoredRow[] = [];
  for await (const some of rows) all.push(...some);
  return { revision, rows: all.sort((one, other) => one.sequence - other.sequence) };
}

/** Waits until something is so; rejects after a while. */
export async function until(isSo: () => boolean | Promise<boolean>, patience = 10_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
