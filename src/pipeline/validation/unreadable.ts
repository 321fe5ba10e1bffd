import type { KmsFault } from '../../model/fault.js';
import { unreadable } from '../../model/faults/validation.js';
import type { Shape } from '../../model/shapes.js';

// The words of AWS's JSON reader; what it says for which pair of types is known only in part.
const WANTED: { readonly [kind in Exclude<Shape['kind'], 'list' | 'map' | 'structure'>]: string } = {
  string: 'a String',
  integer: 'an Integer',
  boolean: 'a Boolean',
  timestamp: 'milliseconds since epoch',
  blob: 'a ByteBuffer',
};

function token(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'number' ? 'NUMBER_VALUE' : 'STRING_VALUE';
}

/** SerializationException for a value whose JSON is of another type than the member. */
export function unreadableAs(kind: Shape['kind'], value: unknown): KmsFault {
  if (kind === 'list') return unreadable('Expected list or null');
  if (kind === 'map') return unreadable('Expected map or null');
  if (kind === 'structure') return unreadable('Unexpected field type');
  if (Array.isArray(value)) return unreadable('Start of list found where not expected');
  if (typeof value === 'object') return unreadable('Start of structure or map found where not expected.');
  return unreadable(`${token(value)} can not be converted to ${WANTED[kind]}`);
}
