import { once } from '../../../bytes/memoize.js';
import type { CryptoBackend } from '../../../ports/crypto-backend.js';
import { keyPairOperations } from '../../algorithms/key-pair-operations.js';
import { unwrapKey, wrapKey } from '../../algorithms/key-wrap.js';
import { loadSm2 } from '../../algorithms/lazy.js';
import { encryptCbc, open, seal } from './aes.js';
import { ec } from './ec.js';
import { ed25519 } from './ed25519.js';
import { hash } from './hash.js';
import { mac } from './hmac.js';
import { loadMlDsa, loadMlKem } from './lazy.js';
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
    'ml-dsa': once(async () => (await loadMlDsa()).mlDsa),
    'ml-kem': once(async () => (await loadMlKem()).mlKem),
    sm2: once(async () => (await loadSm2()).sm2(random)),
  }),
};
