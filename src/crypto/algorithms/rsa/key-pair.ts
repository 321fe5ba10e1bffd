import { memoize } from '../../../bytes/memoize.js';
import { keySpec } from '../../../model/key-specs.js';
import { KeyGenerationError, type KeyMaterial } from '../../../ports/crypto-backend.js';
import type { MaybePromise } from '../../../ports/maybe-promise.js';
import type { PublicKey } from '../../key-files/public-key.js';
import {
  decodeRsaPrivateKey,
  encodeRsaPrivateKey,
  type RsaPrivateNumbers,
} from '../../key-files/rsa/rsa-private-key.js';
import { encodeRsaPublicKey } from '../../key-files/rsa/rsa-public-key.js';
import { secretOf } from '../../key-files/secret.js';
import { deriveRsaKey, type PrimalityTest } from './derive.js';

interface RsaKeyPairs {
  /** The numbers of the key, derived from the seed at first use: concurrent callers share it, a failure is forgotten. */
  numbers(material: KeyMaterial): MaybePromise<RsaPrivateNumbers>;
  publicKey(material: KeyMaterial): MaybePromise<PublicKey>;
  /** RSAPrivateKey, DER. */
  secret(material: KeyMaterial): Promise<Uint8Array>;
}

export function rsaKeyPairs(isPrime: PrimalityTest): RsaKeyPairs {
  const numbers = memoize(async (material: KeyMaterial) => {
    const { modulusBits = 0 } = keySpec(material.spec);
    const secret = secretOf(material);
    return material.form === 'seed' ? derive(secret, modulusBits, isPrime) : decodeRsaPrivateKey(secret);
  });
  return {
    numbers,
    publicKey: memoize(async (material: KeyMaterial) => {
      return { spec: material.spec, value: encodeRsaPublicKey(await numbers(material)) };
    }),
    async secret(material) {
      return encodeRsaPrivateKey(await numbers(material));
    },
  };
}

async function derive(seed: Uint8Array, modulusBits: number, isPrime: PrimalityTest): Promise<RsaPrivateNumbers> {
  try {
    return await deriveRsaKey(seed, modulusBits, isPrime);
  } catch (cause) {
    throw new KeyGenerationError('the RSA key pair could not be derived', { cause });
  }
}
