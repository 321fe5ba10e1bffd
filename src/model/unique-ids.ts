import { sha256 } from '../bytes/hashes.js';
import { toUtf8 } from '../bytes/utf8.js';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * An id as IAM gives it, such as `AROA…` of a role, always the same for the same text. It ends like the ids in AWS's
 * documentation, so that nobody takes it for a real one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function exampleId(prefix: 'AIDA' | 'AROA' | 'AKIA' | 'ASIA', of: string): string {
  const length = prefix === 'AIDA' || prefix === 'AROA' ? 10 : 9;
  const bytes = sha256(toUtf8(`${prefix} of ${of}`)).subarray(0, length);
  return `${prefix}${Array.from(bytes, (byte) => DIGITS[byte % 32]).join('')}EXAMPLE`;
}

/** Whether a text is the id of a user or role. */
export function isExampleId(text: string): boolean {
  return /^(AIDA|AROA)[A-Z2-7]{10}EXAMPLE$/.test(text);
}
