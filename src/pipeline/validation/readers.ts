import { pooledCopy } from '../../bytes/pool.js';
import { toUtf8 } from '../../bytes/utf8.js';
import type { Shape, StringShape } from '../../model/shapes.js';
import { constraintsOf, violatedByInteger, violatedByLength, violatedByString } from './constraints.js';
import { unreadableAs } from './unreadable.js';
import { missing, violated, violatedInList } from './violations.js';

/**
 * Reads one present value as the SDK's serializer and the service would: returns a copy in AWS's type, adds the
 * violated constraints, throws a SerializationException for what is of another type.
 */
type Reader = (value: unknown, path: string, violations: string[]) => unknown;

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function stringOf(value: unknown): string {
  if (typeof value !== 'string') throw unreadableAs('string', value);
  return value;
}

/** `KeyId` is `keyId` in messages. */
function nameInMessages(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function readString(shape: StringShape): Reader {
  return (value, path, violations) => {
    const text = stringOf(value);
    const broken = violatedByString(text, shape);
    if (broken.length > 0) {
      violations.push(...violated({ path, shown: shape.sensitive ? undefined : `'${text}'` }, broken));
    }
    return text;
  };
}

function readBlob(shape: Extract<Shape, { kind: 'blob' }>): Reader {
  return (value, path, violations) => {
    const bytes = bytesOf(value);
    const broken = violatedByLength(bytes.length, shape);
    if (broken.length > 0) violations.push(...violated({ path, shown: undefined }, broken));
    return bytes;
  };
}

/** Strings are UTF-8, as in the SDK's serializer; bytes are copied, so that callers may overwrite theirs. */
function bytesOf(value: unknown): Uint8Array {
  if (typeof value === 'string') return toUtf8(value);
  if (isBytes(value)) return pooledCopy(value);
  throw unreadableAs('blob', value);
}

/** Also another realm's Uint8Array: Jest runs tests in a realm of their own. */
function isBytes(value: unknown): value is Uint8Array {
  return (
    value instanceof Uint8Array ||
    (ArrayBuffer.isView(value) && /^\[object (Uint8Array|Buffer)\]$/.test(Object.prototype.toString.call(value)))
  );
}

function readInteger(shape: Extract<Shape, { kind: 'integer' }>): Reader {
  return (value, path, violations) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw unreadableAs('integer', value);
    const integer = Math.trunc(value);
    const broken = violatedByInteger(integer, shape);
    if (broken.length > 0) violations.push(...violated({ path, shown: `'${integer}'` }, broken));
    return integer;
  };
}

function readBoolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw unreadableAs('boolean', value);
  return value;
}

/** A Date, or epoch seconds; milliseconds survive. */
function readTimestamp(value: unknown): Date {
  const milliseconds = typeof value === 'number' ? value * 1000 : dateValue(value);
  const date = new Date(Math.round(milliseconds));
  // Also a number that is finite, but no date.
  if (Number.isNaN(date.getTime())) throw unreadableAs('timestamp', value);
  return date;
}

function dateValue(value: unknown): number {
  return Object.prototype.toString.call(value) === '[object Date]' ? (value as Date).getTime() : Number.NaN;
}

function readList(shape: Extract<Shape, { kind: 'list' }>): Reader {
  const { member } = shape;
  const readMember = readerOf(member);
  return (value, path, violations) => {
    if (!Array.isArray(value)) throw unreadableAs('list', value);
    const present = value.filter(isPresent);
    const brokenLength = violatedByLength(present.length, shape);
    if (brokenLength.length > 0) violations.push(...violated({ path, shown: shownList(present) }, brokenLength));
    if (member.kind !== 'string') {
      return present.map((item, at) => readMember(item, `${path}.${at + 1}.member`, violations));
    }
    const items = present.map(stringOf);
    if (items.some((item) => violatedByString(item, member).length > 0)) {
      violations.push(violatedInList({ path, shown: shownList(items) }, constraintsOf(member)));
    }
    return items;
  };
}

function shownList(items: readonly unknown[]): string {
  return `'[${items.map((item) => (typeof item === 'object' ? '{}' : String(item))).join(', ')}]'`;
}

/** An own property also where its name is __proto__. */
function setOwn(target: Record<string, string>, name: string, value: string): void {
  if (name !== '__proto__') target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function readMap(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || Array.isArray(value)) throw unreadableAs('map', value);
  const given = value as Record<string, unknown>;
  const out: Record<string, string> = {};
  for (const name of Object.keys(given)) {
    if (isPresent(given[name])) setOwn(out, name, stringOf(given[name]));
  }
  return out;
}

/** Members in the order of the declaration; unknown ones are dropped. */
export function readStructure(members: { readonly [name: string]: Shape }): Reader {
  const readers = Object.entries(members).map(([name, shape]) => ({
    name,
    shown: nameInMessages(name),
    shape,
    read: readerOf(shape),
  }));
  return (value, path, violations) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadableAs('structure', value);
    const given = value as Record<string, unknown>;
    const out: Record<string, unknown> = {};
    for (const { name, shown, shape, read } of readers) {
      const item = given[name];
      const itemPath = path === '' ? shown : `${path}.${shown}`;
      if (isPresent(item)) out[name] = read(item, itemPath, violations);
      else if (shape.required || shape.requiredUnless?.(given) === false) {
        violations.push(missing(itemPath, shape.sensitive ?? false));
      }
    }
    return out;
  };
}

function readerOf(shape: Shape): Reader {
  switch (shape.kind) {
    case 'string':
      return readString(shape);
    case 'blob':
      return readBlob(shape);
    case 'integer':
      return readInteger(shape);
    case 'boolean':
      return readBoolean;
    case 'timestamp':
      return readTimestamp;
    case 'list':
      return readList(shape);
    case 'map':
      return readMap;
    case 'structure':
      return readStructure(shape.members);
  }
}
