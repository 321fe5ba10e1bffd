import fc from 'fast-check';
import { Itself, ODD_NAMES, Odd } from './odd.js';

const STRANGE_TEXTS = [
  ...[
    '',
    ' ',
    '\0',
    '\ud800',
    '\udfff\ud800',
    '\u{1f600}',
    'ﷺ'.repeat(50),
    'schlüssel',
    '\u202egnirts',
    '\r\n',
    '%s%n',
    '#{x}',
  ],
  ...['__proto__', 'constructor', 'toString', 'undefined', 'null', 'NaN', '[]', '{}', '../../etc', "' OR 1=1 --"],
  ...['arn:', 'arn:aws:kms', 'arn:aws:kms:::', 'arn:aws:s3:::bucket', 'alias/', 'alias', 'key/', ':'.repeat(300)],
  ...[
    'a-'.repeat(4000),
    'x'.repeat(200_000),
    '['.repeat(30_000),
    '{"a":'.repeat(6_000),
    '[{"Statement":'.repeat(2_000),
  ],
];

const STRANGE_NUMBERS = [
  ...[0, -0, 1, -1, 0.5, -1e9, 1e9, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e300, -1e300],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.MIN_VALUE, Number.MAX_VALUE],
];

/** Anything but what a member is meant to be. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...STRANGE_TEXTS),
  fc.constantFrom<unknown>(...STRANGE_NUMBERS),
  { weight: 3, arbitrary: fc.constantFrom(...ODD_NAMES).map((name) => new Odd(name)) },
  fc.constant(new Itself()),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.uint8Array({ maxLength: 300 }),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withTypedArray: true }),
);

/** Bytes that nearly are what they should be: cut, longer, nested without end, or with a bit turned. */
export function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat(Math.max(bytes.length - 1, 0));
  return fc.oneof(
    at.map((end) => bytes.slice(0, end)),
    at.map((start) => bytes.slice(start)),
    fc
      .tuple(at, fc.integer({ min: 1, max: 255 }))
      .map(([place, change]) => bytes.map((byte, n) => (n === place ? byte ^ change : byte))),
    fc.tuple(at, fc.uint8Array({ minLength: 1, maxLength: 9 })).map(([place, more]) => {
      return Uint8Array.from([...bytes.slice(0, place), ...more, ...bytes.slice(place)]);
    }),
    fc.constantFrom(0x30, 0x80, 0x81, 0xa1, 0xd2, 0x04).map((byte) => new Uint8Array(6000).fill(byte)),
  );
}

/** The same for texts. */
export function damagedText(text: string): fc.Arbitrary<string> {
  const at = fc.nat(Math.max(text.length - 1, 0));
  return fc.oneof(
    at.map((end) => text.slice(0, end)),
    at.map((start) => text.slice(start)),
    fc.tuple(at, fc.string({ unit: 'binary', minLength: 1, maxLength: 2 })).map(([place, other]) => {
      return text.slice(0, place) + other + text.slice(place + 1);
    }),
    fc.constantFrom(text.toUpperCase(), `${text}${text}`, ` ${text}`, `${text}\n`),
  );
}
