import { isDate, isReadableBytes } from '../../bytes/kind.js';
import { pooledCopy } from '../../bytes/pool.js';
import { toUtf8 } from '../../bytes/utf8.js';
import type { Shape, StringShape } from '../../model/shapes.js';
import { constraintsOf, violatedByInteger, violatedByLength, violatedByString } from './constraints.js';
import { asSent, isSent } from './sent.js';
import { unreadableAs } from './unreadable.js';
import { missing, violated, violatedInList } from './violations.js';

/**
 * Reads one present value as the SDK's serializer and the service would: returns a copy in AWS's type, adds the
 * violated constraints, throws a SerializationException for what is of another type.
 */
type Reader<T = unknown> = (value: unknown, path: string, violations: string[]) => T;

function stringOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const sent = asSent(value);
  if (typeof sent !== 'string') throw unreadableAs('string', sent);
  return sent;
}

/**
 * "If you use a different type, such as an integer or float, AWS KMS interprets it as a string."
 * https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html#encryption-context-rules
 */
function literalOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const sent = asSent(value);
  return typeof sent === 'number' || typeof sent === 'boolean' ? String(sent) : stringOf(sent);
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
  if (isReadableBytes(value)) return pooledCopy(value);
  const sent = asSent(value);
  if (typeof sent !== 'string') throw unreadableAs('blob', sent);
  return toUtf8(sent);
}

function readInteger(shape: Extract<Shape, { kind: 'integer' }>): Reader {
  return (value, path, violations) => {
    const sent = asSent(value);
    if (typeof sent !== 'number') throw unreadableAs('integer', sent);
    const integer = Math.trunc(sent);
    const broken = violatedByInteger(integer, shape);
    if (broken.length > 0) violations.push(...violated({ path, shown: `'${integer}'` }, broken));
    return integer;
  };
}

function readBoolean(value: unknown): boolean {
  const sent = asSent(value);
  if (typeof sent !== 'boolean') throw unreadableAs('boolean', sent);
  return sent;
}

/** A Date, or epoch seconds; milliseconds survive. */
function readTimestamp(value: unknown): Date {
  if (isDate(value)) return new Date(value.getTime());
  const sent = asSent(value);
  const date = new Date(typeof sent === 'number' ? Math.round(sent * 1000) : Number.NaN);
  // Also a number that is finite, but no date.
  if (Number.isNaN(date.getTime())) throw unreadableAs('timestamp', sent);
  return date;
}

function readList(shape: Extract<Shape, { kind: 'list' }>): Reader {
  const { member } = shape;
  const readMember = readerOf(member);
  return (value, path, violations) => {
    if (!Array.isArray(value)) throw unreadableAs('list', value);
    const present = value.filter(isSent);
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
    if (isSent(given[name])) setOwn(out, name, literalOf(given[name]));
  }
  return out;
}

/** Members in the order of the declaration; unknown ones are dropped. */
export function readStructure(members: { readonly [name: string]: Shape }): Reader<Record<string, unknown>> {
  const readers = Object.entries(members).map(([name, shape]) => ({
    name,
    shown: nameInMessages(name),
    shape,
    read: readerOf(shape),
  }));
  return (value, path, violations) => {
    if (typeof value !== 'object' || Array.isArray(value)) throw unreadableAs('structure', value);
    const given = value as Record<string, unknown>;
    const out: Record<string, unknown> = {};
    for (const { name, shown, shape, read } of readers) {
      const item = given[name];
      const itemPath = path === '' ? shown : `${path}.${shown}`;
      if (isSent(item)) out[name] = read(item, itemPath, violations);
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
