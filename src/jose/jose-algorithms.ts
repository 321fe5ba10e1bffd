import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import type { KeySpecName } from '../model/key-specs.js';

/** A JWS algorithm that keys of AWS KMS can sign with. */
export interface JoseAlgorithm {
  readonly SigningAlgorithm: SigningAlgorithmSpec;
  /** The key specs that JOSE allows for it; AWS KMS would sign with others too. */
  readonly specs: readonly KeySpecName[];
  /** What AWS KMS lets callers hash themselves; the others sign at most 4096 bytes. */
  readonly hash?: 256 | 384 | 512;
  /** JOSE has r and s side by side where AWS KMS has DER (RFC 7518 §3.4). */
  readonly ecdsa?: boolean;
}

const RSA: readonly KeySpecName[] = ['RSA_2048', 'RSA_3072', 'RSA_4096'];

function ecdsa(hash: 256 | 384 | 512, spec: KeySpecName): JoseAlgorithm {
  return { SigningAlgorithm: `ECDSA_SHA_${hash}`, specs: [spec], hash, ecdsa: true };
}

function rsa(scheme: 'PKCS1_V1_5' | 'PSS', hash: 256 | 384 | 512): JoseAlgorithm {
  return { SigningAlgorithm: `RSASSA_${scheme}_SHA_${hash}`, specs: RSA, hash };
}

function mlDsa(spec: KeySpecName): JoseAlgorithm {
  return { SigningAlgorithm: 'ML_DSA_SHAKE_256', specs: [spec] };
}

const ED25519: JoseAlgorithm = { SigningAlgorithm: 'ED25519_SHA_512', specs: ['ECC_NIST_EDWARDS25519'] };

/** RFC 7518 (ES, RS, PS), RFC 8812 (ES256K), RFC 8037 and RFC 9864 (EdDSA, Ed25519), draft-ietf-cose-dilithium (ML-DSA). */
export const JOSE_ALGORITHMS = {
  ES256: ecdsa(256, 'ECC_NIST_P256'),
  ES384: ecdsa(384, 'ECC_NIST_P384'),
  ES512: ecdsa(512, 'ECC_NIST_P521'),
  ES256K: ecdsa(256, 'ECC_SECG_P256K1'),
  RS256: rsa('PKCS1_V1_5', 256),
  RS384: rsa('PKCS1_V1_5', 384),
  RS512: rsa('PKCS1_V1_5', 512),
  PS256: rsa('PSS', 256),
  PS384: rsa('PSS', 384),
  PS512: rsa('PSS', 512),
  EdDSA: ED25519,
  Ed25519: ED25519,
  'ML-DSA-44': mlDsa('ML_DSA_44'),
  'ML-DSA-65': mlDsa('ML_DSA_65'),
  'ML-DSA-87': mlDsa('ML_DSA_87'),
} as const satisfies Record<string, JoseAlgorithm>;

export type JoseAlgorithmName = keyof typeof JOSE_ALGORITHMS;

/** The algorithms of a key spec, by name; none where JOSE has no signatures of such keys. */
export function joseAlgorithmsOf(spec: string): JoseAlgorithmName[] {
  const names = Object.keys(JOSE_ALGORITHMS) as JoseAlgorithmName[];
  return names.filter((name) => JOSE_ALGORITHMS[name].specs.some((one) => one === spec));
}
