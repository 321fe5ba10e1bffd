import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { fromBase64 } from '../../src/bytes/base64.js';
import { equal } from '../../src/bytes/bytes.js';
import { toHex } from '../../src/bytes/hex.js';
import { fromBigInt, toBigInt } from '../../src/bytes/integer.js';
import { backend as node } from '../../src/crypto/backend/node/node-backend.js';
import { encodePrivateKey } from '../../src/crypto/key-files/private-key/pkcs8.js';
import { encodePublicKey } from '../../src/crypto/key-files/public-key.js';
import { type KeySpecName, keySpec } from '../../src/model/key-specs.js';
import type { CryptoBackend, HashName, KeyMaterial } from '../../src/ports/crypto-backend.js';
import { askOnce } from './ask-once.js';
import { unlessRefused } from './operations.js';
import { bytes, importOnce, NotCarried, type Suite, text, type Vector } from './vector.js';

const SPECS: { readonly [curve: string]: KeySpecName } = {
  secp256r1: 'ECC_NIST_P256',
  secp384r1: 'ECC_NIST_P384',
  secp521r1: 'ECC_NIST_P521',
  secp256k1: 'ECC_SECG_P256K1',
};

export const ecdsa: Suite = {
  files: /^ecdsa_(?:secp\d+[rk]1)_sha(\d+)(?:_bitcoin)?$/,
  judge(backend, vector, group, [, bits]) {
    const algorithm = `ECDSA_SHA_${bits}` as SigningAlgorithmSpec;
    return verifiesBothWays(backend, bytes(group, 'publicKeyDer'), algorithm, `SHA-${bits}` as HashName, vector);
  },
  // AWS KMS makes and takes signatures with a high s, which Bitcoin does not.
  expects: ({ result, comment }) => result === 'valid' || /signature malleability/i.test(comment ?? ''),
};

export const ed25519: Suite = {
  files: /^ed25519$/,
  async judge(backend, vector, group) {
    const [message, signature] = [bytes(vector, 'msg'), bytes(vector, 'sig')];
    const spki = bytes(group, 'publicKeyDer');
    return backend.verifyWithPublicKey(spki, 'ED25519_SHA_512', 'RAW', message, signature);
  },
};

export const ecdh: Suite = {
  files: /^ecdh_(secp\d+[rk]1)(?:_(ecpoint|pem))?$/,
  async judge(backend, vector, _group, [, curve = '', encoding]) {
    const spec = SPECS[curve];
    if (spec === undefined || keySpec(spec).usages.KEY_AGREEMENT === undefined) {
      return new NotCarried('ECDH on secp256k1');
    }
    const key = await importOnce(backend, spec, privateKey(spec, vector, encoding));
    const peer = peerOf(spec, vector, encoding);
    const secret = await askOnce(backend, questionOf(key, peer), async () => backend.deriveSharedSecret(key, peer));
    return equal(secret, bytes(vector, 'shared'));
  },
  async operate(kms, vector, _group, [, curve = '', encoding]) {
    const spec = SPECS[curve] as KeySpecName;
    const pkcs8 = privateKey(spec, vector, encoding);
    const KeyId = await kms.importedKey(spec, 'KEY_AGREEMENT', pkcs8);
    const PublicKey = peerOf(spec, vector, encoding);
    const derived = await askOnce(kms, questionOf(await importOnce(node, spec, pkcs8), PublicKey), () =>
      unlessRefused(
        kms.call('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey }),
        'ValidationException',
      ),
    );
    return derived !== undefined && equal(derived.SharedSecret, bytes(vector, 'shared'));
  },
};

/** A message and its digest must get the same answer. */
export async function verifiesBothWays(
  backend: CryptoBackend,
  spki: Uint8Array,
  algorithm: SigningAlgorithmSpec,
  hash: HashName,
  vector: Vector,
): Promise<boolean> {
  const [message, signature] = [bytes(vector, 'msg'), bytes(vector, 'sig')];
  const digest = await backend.hash(hash, message);
  const answer = await backend.verifyWithPublicKey(spki, algorithm, 'RAW', message, signature);
  if ((await backend.verifyWithPublicKey(spki, algorithm, 'DIGEST', digest, signature)) !== answer) {
    throw new Error(`RAW: ${answer}, DIGEST: ${!answer}`);
  }
  return answer;
}

/**
 * The three files of a curve ask the same in three encodings of the keys. Each encoding is read; who derives is asked once
 * of the same secret key and the same bytes of a public key.
 */
function questionOf({ spec, value }: KeyMaterial, peer: Uint8Array): string {
  return `${spec} ${value} ${toHex(peer)}`;
}

/** PKCS#8 DER. */
function privateKey(spec: KeySpecName, vector: Vector, encoding: string | undefined): Uint8Array {
  if (encoding === 'pem') return fromPem(text(vector, 'private'));
  const digits = text(vector, 'private');
  const value = toBigInt(bytes({ private: digits.length % 2 === 0 ? digits : `0${digits}` }, 'private'));
  return encodePrivateKey(spec, fromBigInt(value, keySpec(spec).secretBytes));
}

function peerOf(spec: KeySpecName, vector: Vector, encoding: string | undefined): Uint8Array {
  if (encoding === 'pem') return fromPem(text(vector, 'public'));
  return encoding === 'ecpoint' ? encodePublicKey({ spec, value: bytes(vector, 'public') }) : bytes(vector, 'public');
}

function fromPem(pem: string): Uint8Array {
  return fromBase64(pem.replace(/-----.*?-----|\s/g, ''));
}
