import { runInNewContext } from 'node:vm';
import { isDate, isReadableBytes, unboxed } from '../../src/bytes/kind.js';

function detached(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

/** A view whose memory shrank below it. TypeScript's library for ES2022 does not know of buffers that do. */
function outOfBounds(): Uint8Array {
  const Resizable = ArrayBuffer as unknown as new (
    length: number,
    options: object,
  ) => ArrayBuffer & { resize(length: number): void };
  const buffer = new Resizable(8, { maxByteLength: 16 });
  const bytes = new Uint8Array(buffer, 4, 4);
  buffer.resize(2);
  return bytes;
}

describe('isReadableBytes', () => {
  it.each<[string, unknown]>([
    ['a Uint8Array', new Uint8Array(3)],
    ['an empty one', new Uint8Array(0)],
    ['a part of one', new Uint8Array(8).subarray(4)],
    ['an empty part of one', new Uint8Array(8).subarray(8)],
    ['a Buffer', Buffer.from('x')],
    ['one of another realm', runInNewContext('new Uint8Array(3)')],
    ['an empty one of another realm', runInNewContext('new Uint8Array(0)')],
    ['one of shared memory', new Uint8Array(new SharedArrayBuffer(3))],
  ])('is true of %s', (_what, value) => {
    expect(isReadableBytes(value)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['what calls itself one', { [Symbol.toStringTag]: 'Uint8Array', length: 3 }],
    ['an heir of one', Object.create(Uint8Array.prototype)],
    ['a Proxy of one', new Proxy(new Uint8Array(3), {})],
    ['one whose memory was transferred away', detached(3)],
    ['an empty one whose memory was transferred away', detached(0)],
    ['one whose memory shrank below it', outOfBounds()],
    ['another typed array', new Uint16Array(3)],
    ['a DataView', new DataView(new ArrayBuffer(3))],
    ['an ArrayBuffer', new ArrayBuffer(3)],
    ['a list of numbers', [1, 2]],
    ['text', 'x'],
    ['nothing', undefined],
  ])('is false of %s', (_what, value) => {
    expect(isReadableBytes(value)).toBe(false);
  });
});

describe('isDate', () => {
  it.each<[string, unknown, boolean]>([
    ['a Date', new Date(0), true],
    ['one that is none', new Date(Number.NaN), true],
    ['one of another realm', runInNewContext('new Date(0)'), true],
    ['what calls itself one', { [Symbol.toStringTag]: 'Date' }, false],
    ['an heir of one', Object.create(Date.prototype), false],
    ['a Proxy of one', new Proxy(new Date(0), {}), false],
    ['a number', 0, false],
    ['null', null, false],
  ])('of %s', (_what, value, expected) => {
    expect(isDate(value)).toBe(expected);
  });
});

describe('unboxed', () => {
  it.each<[string, unknown, unknown]>([
    ['a String', new String('x'), 'x'],
    ['a Number', new Number(8), 8],
    ['a Boolean', new Boolean(false), false],
    ['a String of another realm', runInNewContext('new String("x")'), 'x'],
    ['text', 'x', 'x'],
    ['null', null, null],
  ])('of %s', (_what, value, expected) => {
    expect(unboxed(value)).toBe(expected);
  });

  it.each<[string, object]>([
    ['an heir of a String', Object.create(String.prototype)],
    ['what calls itself one', { [Symbol.toStringTag]: 'String' }],
    ['a Proxy of a String', new Proxy(new String('x'), {})],
    ['a Date', new Date(0)],
    ['a boxed BigInt, which JSON does not know', Object(8n)],
  ])('leaves %s as it is', (_what, value) => {
    expect(unboxed(value)).toBe(value);
  });
});
