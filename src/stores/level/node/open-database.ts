import { realpath } from 'node:fs/promises';
import { packageOf } from '../../optional-package.js';
import type { OpenDatabase } from '../level-rows.js';
import { makeFolder, refuseForeign } from './folder.js';
import { HolderFile } from './holder.js';
import { loadClassicLevel } from './lazy.js';

/** A database in a folder, which no other process has while this one does. */
export async function openDatabase(location: string, _whenLocked: 'refuse' | 'wait'): Promise<OpenDatabase> {
  const { ClassicLevel } = await packageOf('classic-level', loadClassicLevel());
  await makeFolder(location);
  await refuseForeign(location);
  // LevelDB knows by the path alone that this process has the folder: the system's lock would let it in twice.
  const database = new ClassicLevel<string, string>(await realpath(location));
  const file = new HolderFile(location);
  try {
    await database.open();
  } catch (error) {
    throw (await lockedError(file, error)) ?? error;
  }
  return {
    database,
    known: { revision: await file.revision(), from: file.path },
    tell: (revision) => file.tell(revision),
    async close() {
      await file.end();
      await database.close();
    },
  };
}

/** Says who has the folder, where that is why it cannot be opened. */
async function lockedError(file: HolderFile, error: unknown): Promise<Error | undefined> {
  const { cause = error } = error as Error;
  if ((cause as { code?: string }).code !== 'LEVEL_LOCKED') return undefined;
  const message =
    `${await file.holder()} has it: a folder is for one process at a time. End that process, give this one a folder ` +
    'of its own, or share the world by localkms/postgres';
  return Object.assign(new Error(message), { code: 'LEVEL_LOCKED' });
}
