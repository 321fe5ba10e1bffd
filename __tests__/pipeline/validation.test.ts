import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import * as Member from '../../src/model/members.js';
import {
  blob,
  boolean,
  integer,
  list,
  oneOf,
  required,
  sensitive,
  structure,
  timestamp,
} from '../../src/model/shapes.js';
import { compileValidator } from '../../src/pipeline/validation/validate.js';
import { refusal } from '../support/engine.js';

const SHAPES = {
  Text: Member.KeyId,
  Blob: blob(1, 16),
  Number: integer(1, 10),
  Flag: boolean,
  When: timestamp,
  Context: Member.EncryptionContext,
  Texts: Member.GrantTokens,
  Words: list(oneOf(['A', 'B'])),
  Inner: structure({ Value: required(Member.KeyId) }),
};
const read = compileValidator(SHAPES);

/** Objects that programs take for bytes, and that hold none. */
const BLOB_LIKE: readonly (readonly [string, object])[] = [
  ['what only calls itself a Uint8Array', { [Symbol.toStringTag]: 'Uint8Array' }],
  ['an object made of the prototype of Uint8Array', Object.create(Uint8Array.prototype)],
  ['a Proxy of bytes', new Proxy(new Uint8Array(2), {})],
  ['bytes whose memory was transferred', transferred()],
  ['another typed array', new Uint16Array(2)],
  ['a DataView', new DataView(new ArrayBuffer(2))],
];

function transferred(): Uint8Array {
  const bytes = new Uint8Array(2);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

function boxed(): object {
  return { Text: new String('x'), Number: new Number(5), Flag: new Boolean(true) };
}

function refused(input: unknown) {
  return refusal((async () => read(input))());
}

describe('input is read as the serializer of the SDK writes it', () => {
  it.each<[string, object, object]>([
    ['a Uint8Array as it is', { Blob: new Uint8Array([1, 2]) }, { Blob: new Uint8Array([1, 2]) }],
    ['a Buffer as bytes', { Blob: Buffer.from([1, 2]) }, { Blob: new Uint8Array([1, 2]) }],
    ['text for a blob as UTF-8', { Blob: 'Zürich' }, { Blob: new Uint8Array([90, 195, 188, 114, 105, 99, 104]) }],
    ['bytes of another realm', { Blob: runInNewContext('new Uint8Array([7])') }, { Blob: new Uint8Array([7]) }],
    ['undefined and null as absent', { Text: undefined, Blob: null, Context: null }, {}],
    [
      'null in lists and maps as absent',
      { Texts: ['a', null], Context: { a: 'b', c: null } },
      { Texts: ['a'], Context: { a: 'b' } },
    ],
    ['unknown members as absent', { Text: 'x', Colour: 'red' }, { Text: 'x' }],
    ['a Date with its milliseconds', { When: new Date(1_700_000_000_123) }, { When: new Date(1_700_000_000_123) }],
    ['a number for a timestamp as epoch seconds', { When: 1_700_000_000.123 }, { When: new Date(1_700_000_000_123) }],
    ['a fraction for an integer cut off', { Number: 3.9 }, { Number: 3 }],
    ['a bigint as its digits', { Number: 8n }, { Number: 8 }],
    ['an object around a text, a number or a boolean as what is in it', boxed(), { Text: 'x', Number: 5, Flag: true }],
    ['a Date for text as JSON has it', { Text: new Date(0) }, { Text: '1970-01-01T00:00:00.000Z' }],
    ['an object around a text for a blob as UTF-8', { Blob: new String('x') }, { Blob: new Uint8Array([120]) }],
    ['NaN for text as its name', { Text: Number.NaN }, { Text: 'NaN' }],
    [
      'functions and symbols as absent',
      { Text: () => 'x', Blob: Symbol('x'), Texts: ['a', () => 'b'] },
      { Texts: ['a'] },
    ],
    ['an invalid Date as absent', { When: new Date(Number.NaN) }, {}],
    [
      'numbers and booleans in a context as text',
      { Context: { tenant: 42, share: 1.5, large: 1e21, minus: -0, whole: 7n, on: true, not: Number.NaN } },
      { Context: { tenant: '42', share: '1.5', large: '1e+21', minus: '0', whole: '7', on: 'true', not: 'NaN' } },
    ],
    ['false as a value', { Flag: false }, { Flag: false }],
    [
      'a context key named __proto__',
      { Context: JSON.parse('{"__proto__":"x"}') },
      { Context: JSON.parse('{"__proto__":"x"}') },
    ],
  ])('%s', (_what, input, expected) => {
    expect(read(input)).toEqual(expected);
  });

  it('a number for a timestamp to the nearest millisecond', () => {
    // The largest Date is 8.64e15 ms after the epoch; up to 1e12 a fraction of a second still holds its milliseconds.
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (milliseconds) => {
        expect(read({ When: milliseconds / 1000 })).toEqual({ When: new Date(milliseconds) });
      }),
    );
    expect(read({ When: 1.0014 })).toEqual({ When: new Date(1001) });
    expect(read({ When: 1.0016 })).toEqual({ When: new Date(1002) });
    expect(read({ When: 8.64e12 })).toEqual({ When: new Date(8.64e15) });
  });

  it('no input at all as an empty one', () => {
    expect(read(undefined)).toEqual({});
  });

  it('plain Uint8Arrays come out, whatever went in', () => {
    const { Blob: out } = read({ Blob: Buffer.from([1]) }) as { Blob: Uint8Array };
    expect(Object.getPrototypeOf(out)).toBe(Uint8Array.prototype);
  });

  it('copies: what the caller does to his bytes afterwards has no effect', () => {
    const mine = new Uint8Array([1, 2, 3]);
    const { Blob: out } = read({ Blob: mine }) as { Blob: Uint8Array };
    mine.fill(9);
    expect(out).toEqual(new Uint8Array([1, 2, 3]));
  });
});

describe('SerializationException', () => {
  it.each<[string, object, string]>([
    ['a number for text', { Text: 5 }, 'NUMBER_VALUE can not be converted to a String'],
    ['true for text', { Text: true }, 'TRUE_VALUE can not be converted to a String'],
    ['false for text', { Text: false }, 'FALSE_VALUE can not be converted to a String'],
    ['a bigint for text', { Text: 5n }, 'NUMBER_VALUE can not be converted to a String'],
    ['a number for a blob', { Blob: 5 }, 'NUMBER_VALUE can not be converted to a ByteBuffer'],
    ['an object for text', { Text: {} }, 'Start of structure or map found where not expected.'],
    ['a list for text', { Text: [] }, 'Start of list found where not expected'],
    ['text for an integer', { Number: '5' }, 'STRING_VALUE can not be converted to an Integer'],
    ['text for a boolean', { Flag: 'true' }, 'STRING_VALUE can not be converted to a Boolean'],
    ['text for a timestamp', { When: '2026-01-01' }, 'STRING_VALUE can not be converted to milliseconds since epoch'],
    ['a number beyond all dates', { When: 1e300 }, 'NUMBER_VALUE can not be converted to milliseconds since epoch'],
    ['a list of numbers for a blob', { Blob: [1, 2] }, 'Start of list found where not expected'],
    ['an ArrayBuffer for a blob', { Blob: new ArrayBuffer(2) }, 'Start of structure or map found where not expected.'],
    ['text for a list', { Texts: 'a' }, 'Expected list or null'],
    ['text for a map', { Context: 'a' }, 'Expected map or null'],
    ['text for a structure', { Inner: 'a' }, 'Unexpected field type'],
    ['an object in a map', { Context: { a: {} } }, 'Start of structure or map found where not expected.'],
    ['a list in a map', { Context: { a: [] } }, 'Start of list found where not expected'],
    ['NaN for an integer', { Number: Number.NaN }, 'STRING_VALUE can not be converted to an Integer'],
    ['Infinity for a timestamp', { When: 1 / 0 }, 'STRING_VALUE can not be converted to milliseconds since epoch'],
    ...BLOB_LIKE.map(([what, like]): [string, object, string] => [
      `${what} for a blob`,
      { Blob: like },
      'Start of structure or map found where not expected.',
    ]),
    [
      'what only calls itself a Date for a timestamp',
      { When: { [Symbol.toStringTag]: 'Date' } },
      'Start of structure or map found where not expected.',
    ],
    [
      'an object made of the prototype of Date for a timestamp',
      { When: Object.create(Date.prototype) },
      'Start of structure or map found where not expected.',
    ],
    ['a number in a list', { Texts: [1] }, 'NUMBER_VALUE can not be converted to a String'],
  ])('%s', async (_what, input, message) => {
    expect(await refused(input)).toEqual({ name: 'SerializationException', message });
  });

  it('comes before violated constraints', async () => {
    expect((await refused({ Text: '', Number: 'x' })).name).toBe('SerializationException');
  });
});

describe('ValidationException', () => {
  it('tells all violated constraints in one message, in the order of the members', async () => {
    expect(await refused({ Number: 11, Words: ['A', 'C'], Inner: {} })).toEqual({
      name: 'ValidationException',
      message:
        "3 validation errors detected: Value '11' at 'number' failed to satisfy constraint: Member must have value less than or equal to 10; Value '[A, C]' at 'words' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [A, B]]; Value null at 'inner.value' failed to satisfy constraint: Member must not be null",
    });
  });

  it('never shows a sensitive member', async () => {
    const readSecret = compileValidator({ Secret: required(sensitive(Member.KeyId)), Blob: required(blob(1, 2)) });
    expect(await refusal((async () => readSecret({ Secret: 'schlüssel' }))())).toEqual({
      name: 'ValidationException',
      message:
        "2 validation errors detected: Value at 'secret' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\p{ASCII}+$; Value null at 'blob' failed to satisfy constraint: Member must not be null",
    });
  });
});
