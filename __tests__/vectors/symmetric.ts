import { concat, equal } from '../../src/bytes/bytes.js';
import type { KeySpecName } from '../../src/model/key-specs.js';
import { bytes, material, NotCarried, type Suite } from './vector.js';

export const aesGcm: Suite = {
  files: /^aes_gcm$/,
  async judge(backend, vector, group) {
    if (group.ivSize !== 96) return new NotCarried('AES-GCM with a nonce of other than 96 bits');
    if (group.keySize === 192) return new NotCarried('AES-192');
    const key = material('SYMMETRIC_DEFAULT', bytes(vector, 'key'));
    const [iv, aad] = [bytes(vector, 'iv'), bytes(vector, 'aad')];
    const sealed = concat(bytes(vector, 'ct'), bytes(vector, 'tag'));
    const plaintext = await backend.open(key, iv, aad, sealed);
    return equal(plaintext, bytes(vector, 'msg')) && equal(await backend.seal(key, iv, aad, plaintext), sealed);
  },
};

export const aesKwp: Suite = {
  files: /^aes_kwp$/,
  async judge(backend, vector) {
    const [kek, key, wrapped] = [bytes(vector, 'key'), bytes(vector, 'msg'), bytes(vector, 'ct')];
    return equal(await backend.unwrapKey(kek, wrapped), key) && equal(await backend.wrapKey(kek, key), wrapped);
  },
};

export const hmac: Suite = {
  files: /^hmac_sha(224|256|384|512)$/,
  async judge(backend, vector, group, [, bits]) {
    if (String(group.tagSize) !== bits) return new NotCarried('truncated MACs');
    const key = material(`HMAC_${bits}` as KeySpecName, bytes(vector, 'key'));
    return equal(await backend.mac(key, bytes(vector, 'msg')), bytes(vector, 'tag'));
  },
};
