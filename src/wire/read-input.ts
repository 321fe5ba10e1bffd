import { isObject } from '../bytes/is-object.js';
import { malformed } from '../model/faults/requests.js';
import { unreadable } from '../model/faults/validation.js';
import type { Shape } from '../model/shapes.js';
import { readBase64 } from '../runtime/base64.js';

type Members = { readonly [member: string]: Shape };
type JsonObject = Record<string, unknown>;

let decoder: TextDecoder | undefined;

/** The JSON of a body, as bytes or as text: an object. Bytes that are no UTF-8 is no JSON (RFC 8259 §8.1), nor is one with a byte order mark. */
export function parseBody(body: Uint8Array | string): JsonObject {
  decoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let value: unknown;
  try {
    value = JSON.parse(typeof body === 'string' ? body : decoder.decode(body));
  } catch {
    throw malformed();
  }
  if (Array.isArray(value)) throw unreadable('Start of list found where not expected');
  if (typeof value !== 'object' || value === null) throw malformed();
  return value as JsonObject;
}

/**
 * JSON has no bytes and no dates: where the members of an operation are such, base64 and seconds become what an SDK's
 * caller would give. All else, and what is not of its member's type, is left to the operation's own readers.
 */
export function decodeMembers(members: Members, given: JsonObject): JsonObject {
  for (const [name, decode] of decodersOf(members)) if (Object.hasOwn(given, name)) given[name] = decode(given[name]);
  return given;
}

type Decode = (value: unknown) => unknown;

const decoders = new WeakMap<Members, readonly (readonly [string, Decode])[]>();

function decodersOf(members: Members): readonly (readonly [string, Decode])[] {
  let found = decoders.get(members);
  if (found === undefined) {
    found = Object.entries(members).flatMap(([name, shape]) => {
      const decode = decoderOf(shape);
      return decode === undefined ? [] : [[name, decode] as const];
    });
    decoders.set(members, found);
  }
  return found;
}

function decoderOf(shape: Shape): Decode | undefined {
  switch (shape.kind) {
    case 'blob':
      return decodeBlob;
    case 'timestamp':
      return decodeTimestamp;
    case 'structure':
      return (value) => (isObject(value) ? decodeMembers(shape.members, value) : value);
    case 'list': {
      const decode = decoderOf(shape.member);
      return decode && ((value) => (Array.isArray(value) ? value.map(decode) : value));
    }
    default:
      return undefined;
  }
}

function decodeBlob(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return readBase64(value);
  } catch {
    throw malformed();
  }
}

/** Seconds since the epoch. What is no date stays a number, for the reader to refuse. */
function decodeTimestamp(value: unknown): unknown {
  const date = new Date(typeof value === 'number' ? Math.round(value * 1000) : Number.NaN);
  return Number.isNaN(date.getTime()) ? value : date;
}
