import { ml_kem512, ml_kem768, ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
import { memoize } from '../../../bytes/memoize.js';
import type { KeySpecName } from '../../../model/key-specs.js';
import { CryptoError, type KeyMaterial } from '../../../ports/crypto-backend.js';
import { secretOf } from '../../key-files/secret.js';
import type { AsymmetricFamily } from '../asymmetric-family.js';

const PARAMETER_SETS: { readonly [spec in KeySpecName]?: typeof ml_kem512 } = {
  ML_KEM_512: ml_kem512,
  ML_KEM_768: ml_kem768,
  ML_KEM_1024: ml_kem1024,
};

/** ML-KEM (FIPS 203) in JavaScript. */
export function mlKem(random: (length: number) => Uint8Array) {
  return {
    publicKey: (material) => ({ spec: material.spec, value: keys(material).publicKey }),
    expandedKey: (material) => keys(material).secretKey,
    // The library cuts shared secrets from longer arrays: slices own their bytes.
    encapsulate(material) {
      const { cipherText, sharedSecret } = setOf(material.spec).encapsulate(keys(material).publicKey, random(32));
      return { sharedSecret: sharedSecret.slice(), ciphertext: cipherText };
    },
    decapsulate(material, ciphertext) {
      return setOf(material.spec).decapsulate(ciphertext, keys(material).secretKey).slice();
    },
  } satisfies AsymmetricFamily;
}

const keys = memoize((material: KeyMaterial) => setOf(material.spec).keygen(secretOf(material)));

function setOf(spec: KeySpecName) {
  const set = PARAMETER_SETS[spec];
  if (set === undefined) throw new CryptoError(`${spec} is not an ML-KEM key spec`);
  return set;
}
