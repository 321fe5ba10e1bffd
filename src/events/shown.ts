import { isDate, unboxed } from '../bytes/kind.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Whose names are the caller's own. */
const VERBATIM: ReadonlySet<string> = new Set([
  'EncryptionContext',
  'SourceEncryptionContext',
  'DestinationEncryptionContext',
  'EncryptionContextEquals',
  'EncryptionContextSubset',
]);

/** As pages of the Developer Guide name a member of requests that has another name in the API. */
const RENAMED: { readonly [member: string]: string } = { CloudHsmClusterId: 'clusterId' };

/** Members of a request or an answer that have a value, under the names that CloudTrail gives them; null where there are none. */
export function shownMembers(
  value: object,
  names: readonly string[],
  renamed: { readonly [member: string]: string } = {},
): Record<string, unknown> | null {
  const shown: Record<string, unknown> = {};
  for (const name of names) {
    const item = shownValue(unboxed((value as Record<string, unknown>)[name]), name);
    if (item !== undefined) shown[renamed[name] ?? smallInitial(name)] = item;
  }
  return Object.keys(shown).length === 0 ? null : shown;
}

export function shownRequest(input: object, names: readonly string[]): Record<string, unknown> | null {
  return shownMembers(input, names, RENAMED);
}

/** No bytes are ever shown. */
function shownValue(value: unknown, name: string): unknown {
  if (isDate(value)) return dateText(value.getTime());
  // Over HTTP, dates are seconds.
  if (name === 'ValidTo' && typeof value === 'number') return dateText(value * 1000);
  if (Array.isArray(value)) return value.map((item) => shownValue(unboxed(item), ''));
  if (typeof value !== 'object') return isPlain(value) ? value : undefined;
  if (value === null || ArrayBuffer.isView(value)) return undefined;
  return VERBATIM.has(name) ? { ...value } : (shownMembers(value, Object.keys(value)) ?? {});
}

/** What a record may hold: it is JSON. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Even `AWSAccountId` becomes `aWSAccountId`. */
function smallInitial(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A date within a record: `May 21, 2025, 5:47:45 AM`. https://docs.aws.amazon.com/kms/latest/developerguide/ct-importkeymaterial.html */
function dateText(milliseconds: number): string {
  const date = new Date(milliseconds);
  const hours = date.getUTCHours();
  const time = [hours % 12 || 12, twoDigits(date.getUTCMinutes()), twoDigits(date.getUTCSeconds())].join(':');
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  return `${day}, ${time} ${hours < 12 ? 'AM' : 'PM'}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** The time of a record: `2026-05-18T05:41:19Z`. */
export function eventTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, -'.000Z'.length)}Z`;
}
