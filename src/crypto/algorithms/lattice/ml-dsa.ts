import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { memoize } from '../../../bytes/memoize.js';
import type { KeySpecName } from '../../../model/key-specs.js';
import { CryptoError, type KeyMaterial } from '../../../ports/crypto-backend.js';
import { secretOf } from '../../key-files/secret.js';
import type { AsymmetricFamily } from '../asymmetric-family.js';

const PARAMETER_SETS: { readonly [spec in KeySpecName]?: typeof ml_dsa44 } = {
  ML_DSA_44: ml_dsa44,
  ML_DSA_65: ml_dsa65,
  ML_DSA_87: ml_dsa87,
};

const EXTERNAL_MU = { externalMu: true } as const;

/** ML-DSA (FIPS 204) in JavaScript: pure, with an empty context; hedged unless deterministic. */
export function mlDsa(random: (length: number) => Uint8Array) {
  return {
    publicKey: (material) => ({ spec: material.spec, value: keys(material).publicKey }),
    expandedKey: (material) => keys(material).secretKey,
    sign(material, { messageType, message }, deterministic) {
      const { secretKey } = keys(material);
      const hedge = { extraEntropy: deterministic ? (false as const) : random(32) };
      const set = setOf(material.spec);
      if (messageType === 'RAW') return set.sign(message, secretKey, hedge);
      return set.internal.sign(message, secretKey, { ...hedge, ...EXTERNAL_MU });
    },
    verify({ spec, value }, { messageType, message }, signature) {
      const set = setOf(spec);
      if (signature.length !== set.lengths.signature) return false;
      if (messageType === 'RAW') return set.verify(signature, message, value);
      return set.internal.verify(signature, message, value, EXTERNAL_MU);
    },
  } satisfies AsymmetricFamily;
}

const keys = memoize((material: KeyMaterial) => setOf(material.spec).keygen(secretOf(material)));

function setOf(spec: KeySpecName) {
  const set = PARAMETER_SETS[spec];
  if (set === undefined) throw new CryptoError(`${spec} is not an ML-DSA key spec`);
  return set;
}
