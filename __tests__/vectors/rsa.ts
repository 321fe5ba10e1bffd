import type { EncryptionAlgorithmSpec, KeyUsageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { equal } from '../../src/bytes/bytes.js';
import { backend as node } from '../../src/crypto/backend/node/node-backend.js';
import type { KeySpecName } from '../../src/model/key-specs.js';
import type { HashName } from '../../src/ports/crypto-backend.js';
import { verifiesBothWays } from './elliptic-curves.js';
import { type Operations, unlessRefused } from './operations.js';
import { bytes, type Group, importOnce, NotCarried, type Suite, text } from './vector.js';

const SIGNATURE_HASHES = ['SHA-256', 'SHA-384', 'SHA-512'];
const OAEP_HASHES = ['SHA-1', 'SHA-256'];
const MODULUS_BITS = [2048, 3072, 4096];

export const rsaPkcs1Verify: Suite = {
  files: /^rsa_signature_\d+_sha\d+$/,
  async judge(backend, vector, group) {
    return verifiesBothWays(
      backend,
      bytes(group, 'publicKeyDer'),
      algorithm('PKCS1_V1_5', group),
      hashOf(group),
      vector,
    );
  },
};

export const rsaPkcs1Sign: Suite = {
  files: /^rsa_pkcs1_\d+_sig_gen$/,
  async judge(backend, vector, group) {
    if (!SIGNATURE_HASHES.includes(hashOf(group))) return new NotCarried(`RSA signatures over ${hashOf(group)}`);
    const key = await importOnce(backend, specOf(group), bytes(group, 'privateKeyPkcs8'));
    const [message, signature] = [bytes(vector, 'msg'), bytes(vector, 'sig')];
    const digest = await backend.hash(hashOf(group), message);
    const name = algorithm('PKCS1_V1_5', group);
    const fromMessage = await backend.sign(key, name, 'RAW', message);
    return equal(fromMessage, signature) && equal(await backend.sign(key, name, 'DIGEST', digest), signature);
  },
  async operate(kms, vector, group) {
    const request = {
      KeyId: await imported(kms, 'SIGN_VERIFY', group),
      SigningAlgorithm: algorithm('PKCS1_V1_5', group),
    };
    const [message, signature] = [bytes(vector, 'msg'), bytes(vector, 'sig')];
    const sign = async (MessageType: string, Message: Uint8Array) =>
      equal((await kms.call('Sign', { ...request, MessageType, Message })).Signature, signature);
    // Message has at least one byte, so that an empty one comes as its digest.
    const fromMessage = message.length === 0 || (await sign('RAW', message));
    return fromMessage && sign('DIGEST', await node.hash(hashOf(group), message));
  },
};

export const rsaPss: Suite = {
  files: /^rsa_pss_(?:\d+_sha\d+_mgf1_\d+|misc)$/,
  async judge(backend, vector, group) {
    if (!SIGNATURE_HASHES.includes(hashOf(group))) return new NotCarried(`RSA signatures over ${hashOf(group)}`);
    if (!MODULUS_BITS.includes(Number(group.keySize))) return new NotCarried(`RSA of ${group.keySize} bits`);
    return verifiesBothWays(backend, bytes(group, 'publicKeyDer'), algorithm('PSS', group), hashOf(group), vector);
  },
  // AWS KMS fixes the salt to the length of the hash, and MGF1 to the same hash: others are signatures of something else.
  expects({ result, comment = '' }, group) {
    const [, changed] = /s_len changed to (\d+)/.exec(comment) ?? [];
    const fixed =
      group.mgfSha === group.sha && Number(changed ?? group.sLen) === Number(text(group, 'sha').slice(4)) / 8;
    return fixed && (result === 'valid' || changed !== undefined);
  },
};

export const rsaOaep: Suite = {
  files: /^rsa_oaep_(?:\d+_sha\d+_mgf1sha\d+|misc)$/,
  async judge(backend, vector, group) {
    if (!MODULUS_BITS.includes(Number(group.keySize))) return new NotCarried(`RSA of ${group.keySize} bits`);
    if (!OAEP_HASHES.includes(hashOf(group))) return new NotCarried(`OAEP with ${hashOf(group)}`);
    if (group.mgfSha !== group.sha) return new NotCarried('OAEP with another hash in MGF1');
    if (text(vector, 'label') !== '') return new NotCarried('OAEP with a label');
    const key = await importOnce(backend, specOf(group), bytes(group, 'privateKeyPkcs8'));
    return equal(await backend.decrypt(key, oaep(group), bytes(vector, 'ct')), bytes(vector, 'msg'));
  },
  async operate(kms, vector, group) {
    const KeyId = await imported(kms, 'ENCRYPT_DECRYPT', group);
    const CiphertextBlob = bytes(vector, 'ct');
    if (CiphertextBlob.length === 0) return new NotCarried('an empty CiphertextBlob');
    const request = { KeyId, EncryptionAlgorithm: oaep(group), CiphertextBlob };
    const decrypted = await unlessRefused(kms.call('Decrypt', request), 'InvalidCiphertextException');
    return decrypted !== undefined && equal(decrypted.Plaintext, bytes(vector, 'msg'));
  },
};

function imported(kms: Operations, usage: KeyUsageType, group: Group): Promise<string> {
  return kms.importedKey(specOf(group), usage, bytes(group, 'privateKeyPkcs8'));
}

function specOf(group: Group): KeySpecName {
  return `RSA_${group.keySize}` as KeySpecName;
}

function oaep(group: Group): EncryptionAlgorithmSpec {
  return hashOf(group) === 'SHA-1' ? 'RSAES_OAEP_SHA_1' : 'RSAES_OAEP_SHA_256';
}

function hashOf(group: Group): HashName {
  return text(group, 'sha') as HashName;
}

function algorithm(scheme: 'PSS' | 'PKCS1_V1_5', group: Group): SigningAlgorithmSpec {
  return `RSASSA_${scheme}_SHA_${text(group, 'sha').slice(4)}` as SigningAlgorithmSpec;
}
