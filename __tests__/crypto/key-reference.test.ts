import { toHex } from '../../src/bytes/hex.js';
import { backend } from '../../src/crypto/backend/node/index.js';
import { KEY_REFERENCE_BYTES, keyReference, readKeyReference } from '../../src/crypto/key-reference.js';

const IDS = [
  '000000000000/1234abcd-12ab-34cd-56ef-1234567890ab',
  '999999999999/1234abcd-12ab-34cd-56ef-1234567890ab',
  '123456789012/00000000-0000-0000-0000-000000000000',
  '123456789012/ffffffff-ffff-ffff-ffff-ffffffffffff',
  '123456789012/mrk-1234abcd12ab34cd56ef1234567890ab',
  '000000000001/mrk-00000000000000000000000000000000',
];

describe('A key reference', () => {
  it('names its account and key', () => {
    for (const id of IDS) {
      expect(keyReference(id)).toHaveLength(KEY_REFERENCE_BYTES);
      expect(readKeyReference(keyReference(id))).toBe(id);
    }
  });

  it('is constant per key, and shows nothing that two keys share', () => {
    expect(keyReference(IDS[0] as string)).toEqual(keyReference(IDS[0] as string));
    const [one, other] = IDS.map(keyReference) as [Uint8Array, Uint8Array];
    const shared = one.filter((byte, at) => byte === other[at]);
    expect(shared.length).toBeLessThan(5);
  });

  it('is told from any other bytes', () => {
    for (const id of IDS) {
      const reference = keyReference(id);
      for (let at = 0; at < reference.length; at++) {
        const altered = reference.slice();
        altered[at] = (altered[at] as number) ^ 0x80;
        expect([at, readKeyReference(altered)]).toEqual([at, undefined]);
      }
    }
    for (let i = 0; i < 1000; i++) {
      const random = backend.random(KEY_REFERENCE_BYTES);
      expect([toHex(random), readKeyReference(random)]).toEqual([toHex(random), undefined]);
    }
  });
});
