import { isDate, unboxed } from '../../bytes/kind.js';

/**
 * What the SDK sends for a value that is not of the member's own type: its serializer hands it to `JSON.stringify`, which
 * takes the value out of objects such as `new String('text')` and calls their `toJSON`.
 */
export function asSent(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      // The serializer writes NaN and Infinity as text.
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return Number(value);
    case 'object':
      return objectAsSent(value);
    default:
      return value;
  }
}

function objectAsSent(value: object | null): unknown {
  if (isDate(value)) return isSent(value) ? value.toISOString() : value;
  const content = unboxed(value);
  return content === value ? value : asSent(content);
}

/** Whether anything is sent: nulls, functions, symbols and dates that are none leave no trace in the JSON. */
export function isSent(value: unknown): boolean {
  if (value === undefined || value === null || typeof value === 'function' || typeof value === 'symbol') return false;
  return !isDate(value) || !Number.isNaN(value.getTime());
}
