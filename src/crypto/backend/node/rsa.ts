import {
  checkPrime,
  constants,
  createPrivateKey,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  sign,
  verify,
} from 'node:crypto';
import { memoize } from '../../../bytes/memoize.js';
import type { KeyMaterial } from '../../../ports/crypto-backend.js';
import { whenReady } from '../../../ports/maybe-promise.js';
import type { AsymmetricFamily } from '../../algorithms/asymmetric-family.js';
import { rsaKeyPairs } from '../../algorithms/rsa/key-pair.js';
import { checkCiphertextLength, oaepHash } from '../../algorithms/rsa/oaep.js';
import { encodeForSignature, isEncodingOf } from '../../algorithms/rsa/rsa-signature.js';
import type { SigningRequest } from '../../algorithms/signing-schemes.js';
import { parse } from '../../key-files/parse.js';
import { encodePrivateKey } from '../../key-files/private-key/pkcs8.js';
import { digestOf, hash, opensslName } from './hash.js';
import { publicKeyObject } from './native-keys.js';
import { ownBytes } from './own-bytes.js';
import { random } from './random.js';

const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

const { publicKey, secret } = rsaKeyPairs(isPrime);

const privateKeyObject = memoize(importPrivateKey);

/** RSA by OpenSSL; what node:crypto would hash again, or give a salt of its own, is encoded here. */
export const rsa: AsymmetricFamily = {
  publicKey,
  secret,

  sign(material, request, deterministic) {
    return whenReady(privateKeyObject(material), (key) => {
      if (request.messageType !== 'RAW' || deterministic) return signEncoded(key, request, deterministic);
      return ownBytes(sign(opensslName(request.hash), request.message, forScheme(request, key)));
    });
  },

  verify(publicKey, request, signature) {
    const key = publicKeyObject(publicKey);
    // RFC 8017 §8.1.2; OpenSSL takes a PSS signature without its leading zeros too.
    if (signature.length !== modulusBytes(key)) return false;
    if (request.messageType !== 'RAW') return verifyEncoded(key, request, signature);
    return verify(opensslName(request.hash), request.message, forScheme(request, key), signature);
  },

  encrypt(publicKey, algorithm, plaintext) {
    const options = { key: publicKeyObject(publicKey), ...oaep(algorithm) };
    return parse('plaintext', () => ownBytes(publicEncrypt(options, plaintext)));
  },

  decrypt(material, algorithm, ciphertext) {
    checkCiphertextLength(material, ciphertext);
    return whenReady(privateKeyObject(material), (key) => {
      return parse('ciphertext', () => ownBytes(privateDecrypt({ key, ...oaep(algorithm) }, ciphertext)));
    });
  },
};

/** A key with its padding; without one where it is the default, since Node 24 reads a bare key 20 µs faster. */
function forScheme({ scheme }: SigningRequest, key: KeyObject) {
  return scheme === 'pkcs1' ? key : { key, ...PSS };
}

/** Textbook RSA of the encoded digest: with a private key, what decryption without padding does. */
function signEncoded(key: KeyObject, request: SigningRequest, deterministic: boolean): Uint8Array {
  const salt = deterministic ? undefined : random;
  const encoded = encodeForSignature(request, digestOf(request), modulusBytes(key), hashWith(request), salt);
  return ownBytes(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encoded));
}

function verifyEncoded(key: KeyObject, request: SigningRequest, signature: Uint8Array): boolean {
  let encoded: Uint8Array;
  try {
    encoded = ownBytes(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, signature));
  } catch {
    // A number not below the modulus.
    return false;
  }
  return isEncodingOf(request, request.message, encoded, hashWith(request));
}

function modulusBytes({ asymmetricKeyDetails }: KeyObject): number {
  return (asymmetricKeyDetails?.modulusLength ?? 0) / 8;
}

/** OpenSSL's test in the thread pool, one job per candidate: the event loop goes on, and an exit waits for one job only. */
function isPrime(candidate: bigint): Promise<boolean> {
  return new Promise((resolve, reject) => {
    checkPrime(candidate, (error, prime) => (error ? reject(error) : resolve(prime)));
  });
}

async function importPrivateKey(material: KeyMaterial): Promise<KeyObject> {
  const pkcs8 = encodePrivateKey(material.spec, await secret(material));
  return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
}

function oaep(algorithm: Parameters<typeof oaepHash>[0]) {
  return { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: opensslName(oaepHash(algorithm)) };
}

function hashWith(request: SigningRequest) {
  return (data: Uint8Array) => hash(request.hash, data);
}
