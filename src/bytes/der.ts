import { concat } from './bytes.js';

// ITU-T X.690 Distinguished Encoding Rules: every value has one encoding, so anything else is refused, never repaired.

/** One element: its identifier octet and its contents, a view of what was read. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
}

export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const SEQUENCE = 0x30;

export const NULL: Uint8Array = Uint8Array.of(0x05, 0x00);

/** An element of any tag (identifier octet) around the concatenation of its parts. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  return concat(Uint8Array.of(tag, ...lengthOctets(content.length)), content);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(SEQUENCE, ...parts);
}

/** A non-negative INTEGER from big-endian bytes of any width. */
export function integer(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  return (digits[0] ?? 0) >= 0x80 ? element(INTEGER, Uint8Array.of(0), digits) : element(INTEGER, digits);
}

export function octetString(content: Uint8Array): Uint8Array {
  return element(OCTET_STRING, content);
}

/** A BIT STRING of whole bytes. */
export function bitString(content: Uint8Array): Uint8Array {
  return element(BIT_STRING, Uint8Array.of(0), content);
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

/** Reads exactly one element, which must span all of the bytes. Like every reader here it throws a RangeError. */
export function readElement(bytes: Uint8Array, tag: number): Uint8Array {
  const elements = readElements(bytes);
  if (elements.length !== 1) throw new RangeError('DER: one element expected');
  return contentOf(elements[0], tag);
}

/** The elements of a constructed element's content, in order. */
export function readElements(content: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < content.length; ) {
    const { tag, start, end } = readHeader(content, at);
    elements.push({ tag, content: content.subarray(start, end) });
    at = end;
  }
  return elements;
}

/** The elements of a SEQUENCE that spans all of the bytes. */
export function readSequence(bytes: Uint8Array): DerElement[] {
  return readElements(readElement(bytes, SEQUENCE));
}

/** The content of an element that must be there and have that tag. */
export function contentOf(found: DerElement | undefined, tag: number): Uint8Array {
  if (found?.tag !== tag) throw new RangeError(`DER: element ${tag} expected`);
  return found.content;
}

/** The big-endian bytes of a non-negative INTEGER, without a sign octet; zero is one zero byte. */
export function readInteger(found: DerElement | undefined): Uint8Array {
  const content = contentOf(found, INTEGER);
  const [first, second = 0x80] = content;
  if (first === undefined || first >= 0x80) throw new RangeError('DER: negative or empty INTEGER');
  if (first !== 0 || content.length === 1) return content;
  if (second < 0x80) throw new RangeError('DER: INTEGER with needless zeros');
  return content.subarray(1);
}

/** The content of a BIT STRING of whole bytes. */
export function readBitString(found: DerElement | undefined): Uint8Array {
  const content = contentOf(found, BIT_STRING);
  if (content[0] !== 0) throw new RangeError('DER: BIT STRING of whole bytes expected');
  return content.subarray(1);
}

/** The encoding of an element that was read; DER has only one. */
export function encodingOf(found: DerElement): Uint8Array {
  return element(found.tag, found.content);
}

function readHeader(bytes: Uint8Array, at: number): { tag: number; start: number; end: number } {
  const tag = bytes[at] as number;
  if ((tag & 0x1f) === 0x1f) throw new RangeError('DER: tag number above 30');
  let length = bytes[at + 1];
  let start = at + 2;
  if (length !== undefined && length >= 0x80) {
    const octets = bytes.subarray(start, start + (length & 0x7f));
    start += length & 0x7f;
    // Three octets measure 16 MiB, more than any key.
    if (octets.length === 0 || octets.length > 3) throw new RangeError('DER: length');
    length = octets.reduce((sum, octet) => sum * 256 + octet, 0);
    if (length < 0x80 || octets[0] === 0) throw new RangeError('DER: length in needless octets');
  }
  const end = start + (length ?? Number.NaN);
  if (!(end <= bytes.length)) throw new RangeError('DER: truncated');
  return { tag, start, end };
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) octets.unshift(rest & 0xff);
  return [0x80 | octets.length, ...octets];
}

function base128(value: number): number[] {
  const groups = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) groups.unshift(0x80 | (rest & 0x7f));
  return groups;
}
