import { hkdfSync } from 'node:crypto';
import { toHex } from '../../src/bytes/hex.js';
import { backend as node } from '../../src/crypto/backend/node/node-backend.js';
import { backend as web } from '../../src/crypto/backend/web/web-backend.js';
import { generateKeyMaterial } from '../../src/crypto/key-material.js';
import { freshRandom, seededRandom } from '../../src/crypto/random-sources.js';
import { KEY_SPEC_NAMES } from '../../src/model/key-specs.js';

const never = () => false;

describe('a fresh source', () => {
  it('never repeats itself', () => {
    const random = freshRandom(node);
    const seen = [1, 2, 3, 4].map((turn) => toHex(turn % 2 ? random.bytes(32, 'x') : random.bytesOf('x', 32)));
    expect(new Set(seen).size).toBe(4);
  });
});

describe('a seeded source', () => {
  it('is HKDF-SHA-256 of the seed, purpose and turn (RFC 5869)', () => {
    const random = seededRandom('seed', node, never);
    const expected = (info: string) => toHex(new Uint8Array(hkdfSync('sha256', 'seed', 'localkms seed', info, 40)));
    expect(toHex(random.bytes(40, 'data key'))).toBe(expected('data key\0' + '0'));
    expect(toHex(random.bytes(40, 'data key'))).toBe(expected('data key\0' + '1'));
    expect(toHex(random.bytesOf('key material', 40))).toBe(expected('key material'));
    expect(toHex(random.bytesOf('key material', 40))).toBe(expected('key material'));
  });

  it('gives each purpose a stream of its own, the same in both backends', () => {
    const one = seededRandom('seed', node, never);
    const other = seededRandom('seed', web, never);
    one.bytes(8, 'elsewhere');
    expect(one.bytes(16, 'data key')).toEqual(other.bytes(16, 'data key'));
    expect(one.bytes(16, 'data key')).not.toEqual(seededRandom('other seed', node, never).bytes(16, 'data key'));
  });

  it('goes on where it was when its turns are put back', () => {
    const random = seededRandom('seed', node, never);
    random.bytes(8, 'a');
    const turns = random.turns();
    const next = random.bytes(8, 'a');
    random.restoreTurns(turns);
    expect(random.bytes(8, 'a')).toEqual(next);
  });

  it('leaves to chance what is to stay fresh', () => {
    const random = seededRandom('seed', node, (purpose) => purpose === 'nonce');
    const again = seededRandom('seed', node, (purpose) => purpose === 'nonce');
    expect(random.bytes(12, 'nonce')).not.toEqual(again.bytes(12, 'nonce'));
  });

  it('refuses more than HKDF can give', () => {
    expect(() => seededRandom('seed', node, never).bytes(255 * 32 + 1, 'x')).toThrow(
      '[localkms] a seeded choice has at most 8160 bytes',
    );
  });

  it.each(KEY_SPEC_NAMES)('makes the same %s key material again', (spec) => {
    const make = () => generateKeyMaterial(spec, seededRandom('seed', node, never), 'key material of a key');
    expect(make()).toEqual(make());
    expect(generateKeyMaterial(spec, freshRandom(node), 'x')).not.toEqual(make());
  });
});
