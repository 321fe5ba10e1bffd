import type { CryptoBackend } from '../../../ports/crypto-backend.js';
import { createBackend } from '../shared/create-backend.js';
import { once } from '../shared/memoize.js';
import { encryptCbc, open, seal } from './aes.js';
import { hash } from './hash.js';
import { mac } from './hmac.js';
import { random } from './random.js';

/** Cryptography by WebCrypto, with JavaScript for what it lacks; asymmetric families load at their first use. */
export const backend: CryptoBackend = createBackend({
  name: 'web',
  random,
  hash,
  seal,
  open,
  mac,
  encryptCbc,
  families: {
    rsa: once(async () => (await import('./rsa.js')).rsa),
    ec: once(async () => (await import('./ec.js')).ec),
    ed25519: once(async () => (await import('../shared/ed25519/family.js')).ed25519Family),
    'ml-dsa': once(async () => (await import('../shared/lattice/ml-dsa.js')).mlDsa(random)),
    'ml-kem': once(async () => (await import('../shared/lattice/ml-kem.js')).mlKem(random)),
    sm2: once(async () => (await import('../shared/sm2/family.js')).sm2(random)),
  },
});
