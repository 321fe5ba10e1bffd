import fc from 'fast-check';
import { fromBase64, toBase64 } from '../../src/bytes/base64.js';
import { readBase64, writeBase64 } from '../../src/runtime/base64.js';

/** What it answers, or that it throws. */
function outcome(read: (text: string) => Uint8Array, text: string): Uint8Array | 'refused' {
  try {
    return read(text);
  } catch {
    return 'refused';
  }
}

describe("Node's base64", () => {
  it('is written as everywhere, also of a part of some memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), fc.nat(10), (bytes, start) => {
        expect(writeBase64(bytes.subarray(start))).toBe(toBase64(bytes.subarray(start)));
        expect(readBase64(writeBase64(bytes))).toEqual(bytes);
      }),
    );
  });

  it('is read and refused as everywhere', () => {
    const text = fc.string({ unit: fc.constantFrom(...'Az09+/=-_ \n\0é'), maxLength: 12 });
    fc.assert(
      fc.property(text, (given) => expect(outcome(readBase64, given)).toEqual(outcome(fromBase64, given))),
      {
        numRuns: 5000,
      },
    );
  });

  it.each([
    '',
    'QQ==',
    'QUI=',
    'QUJD',
    'QR==',
    'QQ',
    ' Q Q = = ',
    'QQ=',
    'Q===',
    'Q',
    '====',
    '-_-_',
    'QQ==QQ==',
    'QUJ\u0100',
    // Node's own makes three bytes of it.
    'QU\u0141D',
  ])('reads %j as everywhere', (given) => expect(outcome(readBase64, given)).toEqual(outcome(fromBase64, given)));

  it('is memory of its own, and an ordinary Uint8Array', () => {
    const bytes = readBase64('QUJD');
    expect(bytes.buffer.byteLength).toBe(3);
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
  });
});
