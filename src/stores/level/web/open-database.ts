import { packageOf } from '../../optional-package.js';
import type { OpenDatabase } from '../level-rows.js';
import { loadBrowserLevel } from './lazy.js';
import { lockTab } from './tab-lock.js';

/** A database of IndexedDB, which no other tab has while this one does. */
export async function openDatabase(location: string, whenLocked: 'refuse' | 'wait'): Promise<OpenDatabase> {
  const { BrowserLevel } = await packageOf('browser-level', loadBrowserLevel());
  const unlock = await lockTab(location, whenLocked);
  const database = new BrowserLevel<string, string>(location);
  try {
    await database.open();
  } catch (error) {
    unlock();
    throw error;
  }
  return {
    database,
    async close() {
      await database.close();
      unlock();
    },
  };
}
