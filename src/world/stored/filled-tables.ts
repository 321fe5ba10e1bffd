import type { StoredRow } from '../../ports/record-store.js';
import type { Contents } from '../../state/contents.js';
import { TABLE_NAMES, type TableName } from '../../state/tables.js';
import { FORM_ROW, PARTICULARS } from './particular-rows.js';
import type { LoadedRevisions } from './revisions.js';
import { SharedTexts } from './shared-texts.js';

/** A name out of a store is a text of its own, which takes a look into V8's table of texts wherever a member is found by it. */
const TABLES_BY_NAME = new Map<string, TableName>(TABLE_NAMES.map((name) => [name, name]));

/**
 * The rows of a store, as a world takes them. There may be millions: each goes into its table at once, while the processor has
 * it at hand, and nothing else is kept of it.
 */
export class FilledTables {
  readonly particulars: StoredRow[] = [];
  readonly contents: Contents;
  readonly latest: number;
  readonly #others: StoredRow[] = [];
  readonly #texts = new SharedTexts();

  /** @param latest the latest revision of the store */
  constructor(contents: Contents, latest: number) {
    this.contents = contents;
    this.latest = latest;
  }

  /** @throws TypeError for some of what is no record */
  add(row: StoredRow): void {
    const { sequence, revision, record } = row;
    const table = TABLES_BY_NAME.get(row.table);
    if (row.table === PARTICULARS) this.particulars.push(row);
    else if (revision !== sequence) this.#others.push(row);
    if (table === undefined) return;
    if (table === 'keys') this.#texts.putInto(record);
    this.contents.set(table, undefined, record as never, sequence);
  }

  get revisions(): LoadedRevisions {
    return { latest: this.latest, others: [...this.particulars, ...this.#others] };
  }

  /** The form of the records, where it is told. */
  get form(): unknown {
    return this.particulars.find(({ id }) => id === FORM_ROW)?.record;
  }
}
