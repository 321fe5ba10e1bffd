import { concat, equal } from '../../src/bytes/bytes.js';
import { type KeySpecName, keySpec } from '../../src/model/key-specs.js';
import { unlessRefused } from './operations.js';
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
  operate: async () => new NotCarried('AES-GCM with a nonce and additional data that AWS KMS itself chooses'),
};

export const aesKwp: Suite = {
  files: /^aes_kwp$/,
  async judge(backend, vector) {
    const [kek, key, wrapped] = [bytes(vector, 'key'), bytes(vector, 'msg'), bytes(vector, 'ct')];
    return equal(await backend.unwrapKey(kek, wrapped), key) && equal(await backend.wrapKey(kek, key), wrapped);
  },
  /** Behind RSAES_OAEP_SHA_256 of the vector's key: what unwraps is no private key, so that ImportKeyMaterial refuses all. */
  async operate(kms, vector) {
    const [kek, wrapped] = [bytes(vector, 'key'), bytes(vector, 'ct')];
    if (kek.length !== 32) return new NotCarried('AES-KWP under other keys than AES-256');
    return (await kms.refusalOfImport(kek, wrapped)) === 'IncorrectKeyMaterialException';
  },
};

export const hmac: Suite = {
  files: /^hmac_sha(224|256|384|512)$/,
  async judge(backend, vector, group, [, bits]) {
    if (String(group.tagSize) !== bits) return new NotCarried('truncated MACs');
    const key = material(`HMAC_${bits}` as KeySpecName, bytes(vector, 'key'));
    return equal(await backend.mac(key, bytes(vector, 'msg')), bytes(vector, 'tag'));
  },
  async operate(kms, vector, _group, [, bits]) {
    const [spec, MacAlgorithm] = [`HMAC_${bits}` as KeySpecName, `HMAC_SHA_${bits}`];
    const [key, Message, tag] = [bytes(vector, 'key'), bytes(vector, 'msg'), bytes(vector, 'tag')];
    const [min, max] = keySpec(spec).importBytes as readonly [number, number];
    if (key.length < min || key.length > max) return new NotCarried('HMAC keys shorter or longer than are imported');
    if (Message.length === 0) return new NotCarried('an empty Message');
    const request = { KeyId: await kms.importedKey(spec, 'GENERATE_VERIFY_MAC', key), MacAlgorithm, Message };
    const { Mac } = await kms.call('GenerateMac', request);
    const verified = await unlessRefused(kms.call('VerifyMac', { ...request, Mac: tag }), 'KMSInvalidMacException');
    if ((verified?.MacValid === true) !== equal(Mac, tag)) throw new Error('GenerateMac and VerifyMac disagree');
    return equal(Mac, tag);
  },
};
