import type { RecordStore } from '../../ports/record-store.js';
import { loadOpenDatabase } from './lazy.js';
import type { LevelDatabase } from './level-database.js';
import { LevelRows } from './level-rows.js';

export type {
  NewRow,
  RecordStore,
  RemovedRow,
  RowChanges,
  RowName,
  RowRevision,
  RowWrite,
  StoredRecord,
  StoredRow,
  StoredRows,
} from '../../ports/record-store.js';
export type { LevelDatabase, LevelEncoding, LevelIterator, LevelOperation } from './level-database.js';

export interface OpenLevelOptions {
  /**
   * What happens in a browser while another tab has the database: the world of this one is `refuse`d with an error that says
   * so, or its calls `wait` until that tab is closed. Default: `refuse`. In Node a second process is always refused.
   */
  readonly whenLocked?: 'refuse' | 'wait';
}

/** Makes stores in LevelDB databases. */
export interface LevelStore {
  /**
   * A store in any database of the abstract-level family, which it has for itself, or in a sublevel.
   * @example localKms({ store: levelStore(new MemoryLevel()) })
   */
  (database: LevelDatabase): RecordStore;
  /**
   * A store in a folder of Node, by `classic-level`, or in IndexedDB of a browser, by `browser-level`: the package has to be
   * installed. It is opened by the world that it is given to, and free again after `kms.close()`.
   * @example localKms({ store: levelStore.open('./kms-data') })
   */
  open(location: string, options?: OpenLevelOptions): RecordStore;
}

export const levelStore: LevelStore = Object.assign(
  function levelStore(database: LevelDatabase): RecordStore {
    const { location } = database as { readonly location?: unknown };
    return new LevelRows(typeof location === 'string' ? `LevelDB ${location}` : 'LevelDB', async () => {
      await database.open();
      return { database, close: () => database.close() };
    });
  },
  {
    open(location: string, { whenLocked = 'refuse' }: OpenLevelOptions = {}): RecordStore {
      if (typeof location !== 'string' || location === '' || location.includes('\0')) {
        throw new TypeError(
          '[localkms] levelStore.open: expected the path of a folder, or in a browser a name; without a NUL character',
        );
      }
      if (whenLocked !== 'refuse' && whenLocked !== 'wait') {
        throw new TypeError('[localkms] levelStore.open: whenLocked: expected refuse or wait');
      }
      return new LevelRows(`LevelDB ${location}`, async () => {
        const { openDatabase } = await loadOpenDatabase();
        return openDatabase(location, whenLocked);
      });
    },
  },
);
