import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { HOLDER_FILE } from './holder.js';

/** Makes a folder, and those above it, where they are not there. */
export async function makeFolder(location: string): Promise<void> {
  try {
    await make(resolve(location));
  } catch (cause) {
    throw new Error('the folder cannot be made', { cause });
  }
}

/** Not `recursive`: with that, Node never ends where the system takes no new folders, as in /proc. */
async function make(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (await isFolder(folder)) return;
    if (code === 'EEXIST') throw new Error(`${folder} is no folder`);
    if (code !== 'ENOENT' || (await isFolder(dirname(folder)))) throw error;
    await make(dirname(folder));
    await make(folder);
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** What LevelDB makes before there is a database, and all that it leaves where its program is killed then. */
const BEGUN = /^(LOCK|LOG|LOG\.old|MANIFEST-000001|000001\.dbtmp)$/;

/** LevelDB would put its files beside those of somebody else. Every database has a file of the name CURRENT. */
export async function refuseForeign(location: string): Promise<void> {
  const files = await readdir(location);
  const other = files.includes('CURRENT') ? undefined : files.find((file) => !BEGUN.test(file));
  if (other === undefined) return;
  if (files.includes(HOLDER_FILE)) throw new Error('it is damaged: the file CURRENT of LevelDB is missing');
  throw new Error(`the folder has files in it, such as ${other}, and is no database. Name an empty or a new folder`);
}
