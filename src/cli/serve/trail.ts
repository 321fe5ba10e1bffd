import { appendFileSync } from 'node:fs';
import type { LocalKms } from '../../local-kms.js';
import { writing } from '../files.js';

/** Appends a line of JSON for each record that CloudTrail would have, before the call that it tells of is answered. */
export function writeTrail(kms: LocalKms, file: string): void {
  append(file, '');
  kms.on('event', (record) => append(file, `${JSON.stringify(record)}\n`));
}

function append(file: string, text: string): void {
  writing(`--trail ${file}`, 'a file to append to', () => appendFileSync(file, text));
}
