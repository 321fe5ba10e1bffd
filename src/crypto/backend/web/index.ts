import type { CryptoBackend } from '../../../ports/crypto-backend.js';
import { unwrapKey, wrapKey } from '../shared/key-wrap.js';
import { once } from '../shared/memoize.js';
import { encryptCbc, open, seal } from './aes.js';
import { hash } from './hash.js';
import { mac } from './hmac.js';
import { random } from './random.js';

const keyPairs = once(async () => (await import('./key-pairs.js')).keyPairs);

/** Cryptography by WebCrypto, with JavaScript for what it lacks. What is about key pairs loads at its first use. */
export const backend: CryptoBackend = {
  name: 'web',
  random,
  hash,
  seal,
  open,
  mac,
  encryptCbc,
  wrapKey,
  unwrapKey,
  encrypt: async (...given) => (await keyPairs()).encrypt(...given),
  decrypt: async (...given) => (await keyPairs()).decrypt(...given),
  encryptToPublicKey: async (...given) => (await keyPairs()).encryptToPublicKey(...given),
  sign: async (...given) => (await keyPairs()).sign(...given),
  verify: async (...given) => (await keyPairs()).verify(...given),
  verifyWithPublicKey: async (...given) => (await keyPairs()).verifyWithPublicKey(...given),
  deriveSharedSecret: async (...given) => (await keyPairs()).deriveSharedSecret(...given),
  encapsulate: async (...given) => (await keyPairs()).encapsulate(...given),
  decapsulate: async (...given) => (await keyPairs()).decapsulate(...given),
  publicKey: async (...given) => (await keyPairs()).publicKey(...given),
  privateKey: async (...given) => (await keyPairs()).privateKey(...given),
  importPrivateKey: async (...given) => (await keyPairs()).importPrivateKey(...given),
};
