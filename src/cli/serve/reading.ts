import { ClearError } from '../clear-error.js';

/** A file that cannot be read is the fault of whoever named it. */
export function reading<T>(flag: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    if (code === undefined) throw error;
    throw new ClearError(`[localkms] ${flag} ${file}: ${message}`);
  }
}
