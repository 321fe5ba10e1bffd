import { keyPairOperations } from '../shared/key-pair-operations.js';
import { once } from '../shared/memoize.js';
import { random } from './random.js';

/** Key pairs of all families, each of which loads at its first use. */
export const keyPairs = keyPairOperations({
  rsa: once(async () => (await import('./rsa.js')).rsa),
  ec: once(async () => (await import('./ec.js')).ec),
  ed25519: once(async () => (await import('../shared/ed25519/family.js')).ed25519Family),
  'ml-dsa': once(async () => (await import('../shared/lattice/ml-dsa.js')).mlDsa(random)),
  'ml-kem': once(async () => (await import('../shared/lattice/ml-kem.js')).mlKem(random)),
  sm2: once(async () => (await import('../shared/sm2/family.js')).sm2(random)),
});
