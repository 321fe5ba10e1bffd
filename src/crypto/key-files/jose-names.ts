import type { KeySpecName } from '../../model/key-specs.js';

/** What JOSE calls the keys of a spec: the members of a JWK that tell its kind, and the members with its numbers. */
export interface JoseName {
  readonly kty: 'EC' | 'OKP' | 'AKP' | 'RSA';
  readonly crv?: string;
  /** Only keys of type AKP are bound to one algorithm. */
  readonly alg?: string;
}

function akp(alg: string): JoseName {
  return { kty: 'AKP', alg };
}

/**
 * RFC 7518 (EC, RSA), RFC 8037 (Ed25519), RFC 8812 (secp256k1), draft-ietf-cose-dilithium (ML-DSA),
 * draft-ietf-jose-pqc-kem (ML-KEM). SM2 has no registered name; this is what its own software calls it.
 */
export const JOSE_NAMES: { readonly [spec in KeySpecName]?: JoseName } = {
  RSA_2048: { kty: 'RSA' },
  RSA_3072: { kty: 'RSA' },
  RSA_4096: { kty: 'RSA' },
  ECC_NIST_P256: { kty: 'EC', crv: 'P-256' },
  ECC_NIST_P384: { kty: 'EC', crv: 'P-384' },
  ECC_NIST_P521: { kty: 'EC', crv: 'P-521' },
  ECC_SECG_P256K1: { kty: 'EC', crv: 'secp256k1' },
  SM2: { kty: 'EC', crv: 'SM2' },
  ECC_NIST_EDWARDS25519: { kty: 'OKP', crv: 'Ed25519' },
  ML_DSA_44: akp('ML-DSA-44'),
  ML_DSA_65: akp('ML-DSA-65'),
  ML_DSA_87: akp('ML-DSA-87'),
  ML_KEM_512: akp('ML-KEM-512'),
  ML_KEM_768: akp('ML-KEM-768'),
  ML_KEM_1024: akp('ML-KEM-1024'),
};
