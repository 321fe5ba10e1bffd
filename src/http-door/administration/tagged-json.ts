import { fromBase64, toBase64 } from '../../bytes/base64.js';
import { isDate } from '../../bytes/kind.js';
import { refuse } from '../../options/checks.js';

/**
 * A value as JSON in which bytes are `{"$base64": "…"}` and dates `{"$date": "…Z"}`, so that `fromTagged` gives them back.
 * A map whose one name begins with `$`, such as an encryption context, gets one `$` more.
 */
export function toTagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // Inputs and outputs of calls have no other views.
  if (ArrayBuffer.isView(value)) return { $base64: toBase64(value as Uint8Array) };
  if (isDate(value)) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(toTagged);
  // JSON leaves out what is undefined: it is no second name.
  const there = Object.entries(value).filter(([, item]) => item !== undefined);
  const members = there.map(([name, item]): [string, unknown] => [name, toTagged(item)]);
  const [only, another] = members;
  if (only?.[0].startsWith('$') && another === undefined) only[0] = `$${only[0]}`;
  return Object.fromEntries(members);
}

/** @throws TypeError for what its tag does not allow, with the path of the value, which may be a secret and is not shown */
export function fromTagged(value: unknown, path = 'body'): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, at) => fromTagged(item, `${path}[${at}]`));
  const [[name, item] = [], another] = Object.entries(value);
  if (another === undefined && name?.startsWith('$$')) {
    return { [name.slice(1)]: fromTagged(item, `${path}.${name}`) };
  }
  if (another === undefined && typeof item === 'string') {
    if (name === '$base64') return bytesOf(item, `${path}.$base64`);
    if (name === '$date') return dateOf(item, `${path}.$date`);
  }
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [member, fromTagged(inner, `${path}.${member}`)]),
  );
}

function bytesOf(text: string, path: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    refuse(path, 'expected bytes as base64 text, such as "AQID"; this text is not base64');
  }
}

function dateOf(text: string, path: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    refuse(path, 'expected a date as text, such as "2026-01-31T12:00:00Z"; this text is no date');
  }
  return date;
}
