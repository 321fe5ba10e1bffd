import { appendFileSync } from 'node:fs';
import type { LocalKms } from '../../local-kms.js';
import { ClearError } from '../clear-error.js';

/** Appends a line of JSON for each record that CloudTrail would have, before the call that it tells of is answered. */
export function writeTrail(kms: LocalKms, file: string): void {
  append(file, '');
  kms.on('event', (record) => append(file, `${JSON.stringify(record)}\n`));
}

function append(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    throw new ClearError(`[localkms] --trail ${file}: ${(error as Error).message}`);
  }
}
