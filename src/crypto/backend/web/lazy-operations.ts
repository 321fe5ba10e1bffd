import { once } from '../../../bytes/memoize.js';
import { keyPairOperations } from '../../algorithms/key-pair-operations.js';
import { unwrapKey, wrapKey } from '../../algorithms/key-wrap.js';
import { loadEd25519, loadMlDsa, loadMlKem, loadSm2 } from '../../algorithms/lazy.js';
import { encryptCbc } from './cbc.js';
import { hash } from './hash.js';
import { mac } from './hmac.js';
import { loadEc, loadRsa } from './key-pairs/lazy.js';
import { random } from './random.js';

/** What pages that only encrypt under symmetric keys do not need. Families of key pairs load at their own first use. */
export const lazyOperations = {
  hash,
  mac,
  encryptCbc,
  wrapKey,
  unwrapKey,
  ...keyPairOperations({
    rsa: once(async () => (await loadRsa()).rsa),
    ec: once(async () => (await loadEc()).ec),
    ed25519: once(async () => (await loadEd25519()).ed25519Family),
    'ml-dsa': once(async () => (await loadMlDsa()).mlDsa(random)),
    'ml-kem': once(async () => (await loadMlKem()).mlKem(random)),
    sm2: once(async () => (await loadSm2()).sm2(random)),
  }),
};
