import { once } from '../../../bytes/memoize.js';
import type { CryptoBackend } from '../../../ports/crypto-backend.js';
import { keyPairOperations } from '../../algorithms/key-pair-operations.js';
import { unwrapKey, wrapKey } from '../../algorithms/key-wrap.js';
import { encryptCbc, open, seal } from './aes.js';
import { ec } from './ec.js';
import { ed25519 } from './ed25519.js';
import { hash } from './hash.js';
import { mac } from './hmac.js';
import { random } from './random.js';
import { rsa } from './rsa.js';

/** Cryptography by node:crypto, synchronous where WebCrypto could not be; JavaScript fills its gaps. */
export const backend: CryptoBackend = {
  name: 'node',
  random,
  hash,
  seal,
  open,
  mac,
  encryptCbc,
  wrapKey,
  unwrapKey,
  ...keyPairOperations({
    rsa: () => rsa,
    ec: () => ec,
    ed25519: () => ed25519,
    'ml-dsa': once(async () => (await import('./ml-dsa.js')).mlDsa),
    'ml-kem': once(async () => (await import('./ml-kem.js')).mlKem),
    sm2: once(async () => (await import('../../algorithms/sm2/family.js')).sm2(random)),
  }),
};
