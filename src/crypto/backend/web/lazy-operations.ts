import { once } from '../../../bytes/memoize.js';
import { keyPairOperations } from '../../algorithms/key-pair-operations.js';
import { unwrapKey, wrapKey } from '../../algorithms/key-wrap.js';
import { encryptCbc } from './cbc.js';
import { hash } from './hash.js';
import { mac } from './hmac.js';
import { random } from './random.js';

/** What pages that only encrypt under symmetric keys do not need. Families of key pairs load at their own first use. */
export const lazyOperations = {
  hash,
  mac,
  encryptCbc,
  wrapKey,
  unwrapKey,
  ...keyPairOperations({
    rsa: once(async () => (await import('./rsa.js')).rsa),
    ec: once(async () => (await import('./ec.js')).ec),
    ed25519: once(async () => (await import('../../algorithms/ed25519/family.js')).ed25519Family),
    'ml-dsa': once(async () => (await import('../../algorithms/lattice/ml-dsa.js')).mlDsa(random)),
    'ml-kem': once(async () => (await import('../../algorithms/lattice/ml-kem.js')).mlKem(random)),
    sm2: once(async () => (await import('../../algorithms/sm2/family.js')).sm2(random)),
  }),
};
