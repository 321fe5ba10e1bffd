import { toHex } from '../../src/bytes/hex.js';
import { backend } from '../../src/crypto/backend/node/node-backend.js';
import { KEY_REFERENCE_BYTES, type KeyName, keyReference, readKeyReference } from '../../src/crypto/key-reference.js';

const KEYS: readonly KeyName[] = [
  { account: '000000000000', KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
  { account: '999999999999', KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
  { account: '123456789012', KeyId: '00000000-0000-0000-0000-000000000000' },
  { account: '123456789012', KeyId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' },
  { account: '123456789012', KeyId: 'mrk-1234abcd12ab34cd56ef1234567890ab' },
  { account: '000000000001', KeyId: 'mrk-00000000000000000000000000000000' },
];

describe('A key reference', () => {
  it('names its account and key', () => {
    for (const key of KEYS) {
      expect(keyReference(key)).toHaveLength(KEY_REFERENCE_BYTES);
      expect(readKeyReference(keyReference(key), 0)).toEqual(key);
    }
  });

  it('is constant per key, and shows nothing that two keys share', () => {
    for (const key of KEYS) expect(keyReference({ ...key })).toEqual(keyReference(key));
    const [one, other] = KEYS.map(keyReference) as [Uint8Array, Uint8Array];
    const shared = one.filter((byte, at) => byte === other[at]);
    expect(shared.length).toBeLessThan(5);
  });

  it('is told from any other bytes', () => {
    for (const key of KEYS) {
      const reference = keyReference(key);
      for (let at = 0; at < reference.length; at++) {
        const altered = reference.slice();
        altered[at] = (altered[at] as number) ^ 0x80;
        expect([at, readKeyReference(altered, 0)]).toEqual([at, undefined]);
      }
    }
    for (let i = 0; i < 1000; i++) {
      const random = backend.random(KEY_REFERENCE_BYTES);
      expect([toHex(random), readKeyReference(random, 0)]).toEqual([toHex(random), undefined]);
    }
  });
});
