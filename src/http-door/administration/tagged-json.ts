import { fromBase64, toBase64 } from '../../bytes/base64.js';
import { isDate } from '../../bytes/kind.js';

/** A value as JSON in which bytes are `{"$base64": "…"}` and dates `{"$date": "…Z"}`, so that `fromTagged` gives them back. */
export function toTagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // Inputs and outputs of calls have no other views.
  if (ArrayBuffer.isView(value)) return { $base64: toBase64(value as Uint8Array) };
  if (isDate(value)) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(toTagged);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toTagged(item)]));
}

export function fromTagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromTagged);
  const [[name, item] = [], another] = Object.entries(value);
  if (another === undefined && typeof item === 'string') {
    if (name === '$base64') return fromBase64(item);
    if (name === '$date') return new Date(item);
  }
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, fromTagged(inner)]));
}
