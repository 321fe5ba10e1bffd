import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { fromHex, toHex } from '../../src/bytes/hex.js';
import { hkdfExpand, hkdfExtract } from '../../src/bytes/hkdf.js';
import { hmacSha256, sha256 } from '../../src/bytes/sha256.js';
import { toUtf8 } from '../../src/bytes/utf8.js';

// Around every border of a block, and of the length in its last one.
const LENGTHS = Array.from({ length: 200 }, (_, length) => length);
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31 + length) & 0xff);

describe('SHA-256', () => {
  // https://csrc.nist.gov/csrc/media/projects/cryptographic-standards-and-guidelines/documents/examples/sha256.pdf
  it.each([
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of %s is as NIST says', (message, digest) => {
    expect(toHex(sha256(toUtf8(message)))).toBe(digest);
  });

  it.each([...LENGTHS, 100_000])('of %d bytes is as OpenSSL says', (length) => {
    const message = bytesOf(length);
    expect(toHex(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'));
  });

  it('reads a part of a larger buffer', () => {
    expect(toHex(sha256(bytesOf(100).subarray(7, 50)))).toBe(
      createHash('sha256').update(bytesOf(100).subarray(7, 50)).digest('hex'),
    );
  });
});

describe('HMAC-SHA-256', () => {
  it.each(LENGTHS)('with a key of %d bytes is as OpenSSL says', (length) => {
    const [key, message] = [bytesOf(length), bytesOf(50)];
    const parts = [message.subarray(0, 20), message.subarray(20)];
    expect(toHex(hmacSha256(key, ...parts))).toBe(createHmac('sha256', key).update(message).digest('hex'));
  });
});

describe('HKDF-SHA-256', () => {
  // RFC 5869, appendix A.1
  it('is as RFC 5869 says', () => {
    const key = hkdfExtract(fromHex('0b'.repeat(22)), fromHex('000102030405060708090a0b0c'));
    expect(toHex(key)).toBe('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
    expect(toHex(hkdfExpand(key, fromHex('f0f1f2f3f4f5f6f7f8f9'), 42))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  });

  it.each([0, 1, 31, 32, 33, 255 * 32])('gives %d bytes as OpenSSL does', (length) => {
    const [seed, salt, info] = ['seed', 'salt', 'info'].map(toUtf8) as [Uint8Array, Uint8Array, Uint8Array];
    const expected = new Uint8Array(hkdfSync('sha256', seed, salt, info, length));
    expect(hkdfExpand(hkdfExtract(seed, salt), info, length)).toEqual(expected);
  });
});
