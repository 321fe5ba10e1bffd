/// <reference types="node" />
import type { CryptoBackend } from '../../../ports/crypto-backend.js';
import { createBackend } from '../shared/create-backend.js';
import { encryptCbc, open, seal } from './aes.js';
import { hash } from './hash.js';
import { mac } from './hmac.js';
import { random } from './random.js';

/** Cryptography by node:crypto, synchronous wherever it is fast. */
export const backend: CryptoBackend = createBackend({
  name: 'node',
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
