import { checkPrime, constants, createPrivateKey, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto';
import { keySpec } from '../../../model/key-specs.js';
import type { KeyMaterial } from '../../../ports/crypto-backend.js';
import type { AsymmetricFamily } from '../shared/asymmetric-family.js';
import { memoize } from '../shared/memoize.js';
import { parse } from '../shared/parse.js';
import { encodePrivateKey } from '../shared/private-key/pkcs8.js';
import { rsaKeyPairs } from '../shared/rsa/key-pair.js';
import { checkCiphertextLength, oaepHash } from '../shared/rsa/oaep.js';
import { encodeForSignature, isEncodingOf } from '../shared/rsa/signature.js';
import type { SigningRequest } from '../shared/signing-schemes.js';
import { digestOf, hash, opensslName } from './hash.js';
import { publicKeyObject } from './native-keys.js';
import { random } from './random.js';

const { publicKey, secret } = rsaKeyPairs(isPrime);

const privateKeyObject = memoize(importPrivateKey);

/**
 * RSA by OpenSSL, with the signature's encoding done here: node:crypto cannot sign a digest, and this way a message and
 * its digest go the same way.
 */
export const rsa: AsymmetricFamily = {
  publicKey,
  secret,

  async sign(material, request, deterministic) {
    const { modulusBits = 0 } = keySpec(material.spec);
    const digest = digestOf(request);
    const salt = deterministic ? undefined : random;
    const encoded = encodeForSignature(request, digest, modulusBits / 8, hashWith(request), salt);
    // Textbook RSA with the private key is what decryption without padding does.
    const key = await privateKeyObject(material);
    return new Uint8Array(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encoded));
  },

  verify(publicKey, request, signature) {
    if (signature.length * 8 !== keySpec(publicKey.spec).modulusBits) return false;
    const key = publicKeyObject(publicKey);
    let encoded: Uint8Array;
    try {
      encoded = new Uint8Array(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, signature));
    } catch {
      // A number not below the modulus.
      return false;
    }
    return isEncodingOf(request, digestOf(request), encoded, hashWith(request));
  },

  encrypt(publicKey, algorithm, plaintext) {
    const options = { key: publicKeyObject(publicKey), ...oaep(algorithm) };
    return parse('plaintext', () => new Uint8Array(publicEncrypt(options, plaintext)));
  },

  async decrypt(material, algorithm, ciphertext) {
    checkCiphertextLength(material, ciphertext);
    const options = { key: await privateKeyObject(material), ...oaep(algorithm) };
    return parse('ciphertext', () => new Uint8Array(privateDecrypt(options, ciphertext)));
  },
};

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
