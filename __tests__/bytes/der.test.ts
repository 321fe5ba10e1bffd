import {
  bitString,
  element,
  encodingOf,
  INTEGER,
  integer,
  NULL,
  OCTET_STRING,
  objectIdentifier,
  octetString,
  readBitString,
  readElement,
  readElements,
  readInteger,
  readSequence,
  sequence,
} from '../../src/bytes/der.js';
import { fromHex, toHex } from '../../src/bytes/hex.js';
import { bitLength, fromBigInt, toBigInt } from '../../src/bytes/integer.js';

describe('DER writers', () => {
  it.each([
    ['', '020100'],
    ['00', '020100'],
    ['7f', '02017f'],
    ['80', '02020080'],
    ['0000ff', '020200ff'],
    ['0100', '02020100'],
  ])('write the integer %s', (bytes, encoding) => {
    expect(toHex(integer(fromHex(bytes)))).toBe(encoding);
  });

  // X.690 §8.19.5 gives the first; the rest are of RFC 3279, RFC 5480 and RFC 9881.
  it.each([
    ['2.999.3', '0603883703'],
    ['1.2.840.113549.1.1.1', '06092a864886f70d010101'],
    ['1.2.840.10045.3.1.7', '06082a8648ce3d030107'],
    ['1.3.132.0.34', '06052b81040022'],
    ['2.16.840.1.101.3.4.3.17', '0609608648016503040311'],
  ])('write the object identifier %s', (dotted, encoding) => {
    expect(toHex(objectIdentifier(dotted))).toBe(encoding);
  });

  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65536, '0483010000'],
  ])('write the length %d', (length, header) => {
    const encoded = octetString(new Uint8Array(length));
    expect(toHex(encoded.subarray(0, header.length / 2))).toBe(header);
    expect(encoded).toHaveLength(header.length / 2 + length);
    expect(readElement(encoded, OCTET_STRING)).toHaveLength(length);
  });

  it('write what they read', () => {
    const der = sequence(integer(Uint8Array.of(1)), element(0xa1, bitString(Uint8Array.of(4, 5))), NULL);
    expect(toHex(der)).toBe('300c020101a10503030004050500');
    const [first, second, third] = readSequence(der);
    expect(toHex(readInteger(first))).toBe('01');
    expect(toHex(readBitString(readElements(second?.content ?? new Uint8Array(0))[0]))).toBe('0405');
    expect(third && toHex(encodingOf(third))).toBe('0500');
  });
});

describe('DER readers', () => {
  it.each([
    ['a length that is cut', '0282'],
    ['a missing length', '02'],
    ['content that is cut', '020201'],
    ['an indefinite length', '02800100'],
    ['a long length for a short one', '0281017f'],
    ['a length with a needless zero', `0482008000${'00'.repeat(128)}`],
    ['a length of four octets', '028400000001ff'],
    ['a tag number above 30', '1f8101ff'],
    ['an element behind the element', '02010100'],
    ['nothing', ''],
    ['another tag', '040101'],
  ])('refuse %s', (_what, hex) => {
    expect(() => readElement(fromHex(hex), INTEGER)).toThrow(RangeError);
  });

  it.each([
    ['no content', '0200'],
    ['a negative number', '0201ff'],
    ['a needless zero', '02020001'],
    ['two needless zeros', '0203000080'],
  ])('refuse an INTEGER of %s', (_what, hex) => {
    expect(() => readInteger(readElements(fromHex(hex))[0])).toThrow(RangeError);
  });

  it.each([
    ['unused bits', '03020180'],
    ['no content', '0300'],
  ])('refuse a BIT STRING with %s', (_what, hex) => {
    expect(() => readBitString(readElements(fromHex(hex))[0])).toThrow(RangeError);
  });
});

describe('integers', () => {
  it.each([
    [0n, 1, '00'],
    [255n, 1, 'ff'],
    [256n, 4, '00000100'],
  ])('are written at a width: %s', (value, length, hex) => {
    expect(toHex(fromBigInt(value, length))).toBe(hex);
    expect(toBigInt(fromHex(hex))).toBe(value);
  });

  it('do not fit into fewer bytes, and have no sign', () => {
    expect(() => fromBigInt(256n, 1)).toThrow(RangeError);
    expect(() => fromBigInt(-1n, 4)).toThrow(RangeError);
  });

  it('have a length in bits', () => {
    expect([1n, 255n, 256n, 2n ** 2047n].map(bitLength)).toEqual([1, 8, 9, 2048]);
  });
});
