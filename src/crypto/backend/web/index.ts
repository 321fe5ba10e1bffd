import type { CryptoBackend } from '../../../ports/crypto-backend.js';
import { createBackend } from '../shared/create-backend.js';
import { encryptCbc, open, seal } from './aes.js';
import { hash } from './hash.js';
import { mac } from './hmac.js';
import { random } from './random.js';

/** Cryptography by WebCrypto, in browsers and every other runtime that has it. */
export const backend: CryptoBackend = createBackend({
  name: 'web',
  random,
  hash,
  seal,
  open,
  mac,
  encryptCbc,
  families: {
    rsa: soon,
    ec: soon,
    ed25519: soon,
    'ml-dsa': soon,
    'ml-kem': soon,
    sm2: soon,
  },
});

function soon(): never {
  throw new Error('not there yet');
}
