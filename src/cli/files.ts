import { ClearError } from './clear-error.js';

/** What a system says of a path, in words; Node's own texts name its calls. https://nodejs.org/api/errors.html#common-system-errors */
const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  ENOTDIR: 'what its path has for a folder is a file',
  EROFS: 'nothing can be written there',
  ENOSPC: 'there is no space left',
};

const READING = {
  ...REASONS,
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
};

const WRITING = {
  ...REASONS,
  ENOENT: 'its folder is not there',
  EACCES: 'this user may not write it',
  EPERM: 'this user may not write it',
};

/**
 * Reads a file that somebody named.
 * @param place the flag and the file
 * @param what the file is to be
 */
export function reading<T>(place: string, what: string, read: () => T): T {
  return withFile(place, what, READING, read);
}

/** Writes one. */
export function writing<T>(place: string, what: string, write: () => T): T {
  return withFile(place, what, WRITING, write);
}

/** A file that cannot be read or written is the fault of whoever named it. */
function withFile<T>(place: string, what: string, reasons: Readonly<Record<string, string>>, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    if (code === undefined) throw error;
    throw new ClearError(`[localkms] ${place}: expected ${what}; ${reasons[code] ?? message}`);
  }
}
