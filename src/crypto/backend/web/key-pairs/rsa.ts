import { fromBigInt, toBigInt } from '../../../../bytes/integer.js';
import { type KeySpecName, keySpec } from '../../../../model/key-specs.js';
import { CryptoError, type HashName, type KeyMaterial } from '../../../../ports/crypto-backend.js';
import { source, webcrypto } from '../../../../runtime/webcrypto.js';
import type { AsymmetricFamily } from '../../../algorithms/asymmetric-family.js';
import { rsaKeyPairs } from '../../../algorithms/rsa/key-pair.js';
import { checkCiphertextLength, oaepHash } from '../../../algorithms/rsa/oaep.js';
import { encodeForSignature, isEncodingOf } from '../../../algorithms/rsa/rsa-signature.js';
import { sha256, sha384, sha512 } from '../../../algorithms/sha2.js';
import type { SigningRequest } from '../../../algorithms/signing-schemes.js';
import { encodePrivateKey } from '../../../key-files/private-key/pkcs8.js';
import { power, privateOperation } from '../../../key-files/rsa/arithmetic.js';
import { millerRabin } from '../../../key-files/rsa/miller-rabin.js';
import { decodeRsaPublicKey } from '../../../key-files/rsa/rsa-public-key.js';
import { digestOf, hash } from '../hash.js';
import { random } from '../random.js';
import { privateCryptoKey, publicCryptoKey } from './crypto-keys.js';

const HASHES: { readonly [name in HashName]?: typeof sha256 | typeof sha512 } = {
  'SHA-256': sha256,
  'SHA-384': sha384,
  'SHA-512': sha512,
};

const { numbers, publicKey, secret } = rsaKeyPairs(isPrime);

/** RSA by WebCrypto, and in JavaScript where it would hash a digest again or choose a salt of its own. */
export const rsa: AsymmetricFamily = {
  publicKey,
  secret,

  async sign(material, request, deterministic) {
    if (request.messageType === 'RAW' && !deterministic) {
      const algorithm = signatureAlgorithm(request);
      const key = await privateKey(material, algorithm, 'sign');
      return new Uint8Array(await webcrypto().subtle.sign(algorithm, key, source(request.message)));
    }
    const modulusBytes = modulusBytesOf(material.spec);
    const salt = deterministic ? undefined : random;
    const digest = await digestOf(request);
    const encoded = encodeForSignature(request, digest, modulusBytes, hashOf(request), salt);
    return fromBigInt(privateOperation(await numbers(material), toBigInt(encoded)), modulusBytes);
  },

  async verify(given, request, signature) {
    if (signature.length !== modulusBytesOf(given.spec)) return false;
    if (request.messageType === 'RAW') {
      const algorithm = signatureAlgorithm(request);
      const key = await publicCryptoKey(given, algorithm, 'verify');
      return webcrypto().subtle.verify(algorithm, key, source(signature), source(request.message));
    }
    const { n, e } = decodeRsaPublicKey(given.value);
    const number = toBigInt(signature);
    if (number >= n) return false;
    return isEncodingOf(request, request.message, fromBigInt(power(number, e, n), signature.length), hashOf(request));
  },

  async encrypt(to, algorithm, plaintext) {
    const oaep = { name: 'RSA-OAEP', hash: oaepHash(algorithm) };
    const key = await publicCryptoKey(to, oaep, 'encrypt');
    return attempt('plaintext', () => webcrypto().subtle.encrypt(oaep, key, source(plaintext)));
  },

  async decrypt(material, algorithm, ciphertext) {
    checkCiphertextLength(material, ciphertext);
    const oaep = { name: 'RSA-OAEP', hash: oaepHash(algorithm) };
    const key = await privateKey(material, oaep, 'decrypt');
    return attempt('ciphertext', () => webcrypto().subtle.decrypt(oaep, key, source(ciphertext)));
  },
};

/** A WebCrypto call resolves in a task of its own, so that the event loop turns once per candidate; fake timers cannot stop it. */
async function isPrime(candidate: bigint): Promise<boolean> {
  await hash('SHA-256', new Uint8Array(0));
  return millerRabin(candidate);
}

/** For importing a key and for using it: each reads the members that it knows. The salt is as long as the hash. */
function signatureAlgorithm(request: SigningRequest): RsaHashedImportParams & RsaPssParams {
  const name = request.scheme === 'pkcs1' ? 'RSASSA-PKCS1-v1_5' : 'RSA-PSS';
  return { name, hash: request.hash, saltLength: hashOf(request).outputLen };
}

/** MGF1 hashes many times: in JavaScript each costs less than a promise. */
function hashOf({ hash: name }: SigningRequest) {
  const found = HASHES[name];
  if (found === undefined) throw new CryptoError(`RSA signs with no ${name}`);
  return found;
}

function modulusBytesOf(spec: KeySpecName): number {
  return (keySpec(spec).modulusBits ?? 0) / 8;
}

function privateKey(material: KeyMaterial, algorithm: RsaHashedImportParams, usage: 'sign' | 'decrypt') {
  return privateCryptoKey(material, algorithm, usage, async () => {
    return encodePrivateKey(material.spec, await secret(material));
  });
}

async function attempt(what: string, operation: () => Promise<ArrayBuffer>): Promise<Uint8Array> {
  try {
    return new Uint8Array(await operation());
  } catch {
    throw new CryptoError(`${what}: does not fit the key`);
  }
}
