import type { MessageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms';

export type SigningScheme = 'pkcs1' | 'pss' | 'ecdsa' | 'ed25519' | 'ed25519ph' | 'ml-dsa' | 'sm2dsa';

type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512' | 'SM3';

export interface SigningAlgorithmRow {
  readonly scheme: SigningScheme;
  readonly hash: Hash;
  /** The message types that it signs, each with the only length in bytes that it takes. */
  readonly messageBytes: { readonly [type in MessageType]?: number | 'any' };
}

function hashed(scheme: SigningScheme, hash: Hash, bytes: number): SigningAlgorithmRow {
  return { scheme, hash, messageBytes: { RAW: 'any', DIGEST: bytes } };
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export const SIGNING_ALGORITHMS: { readonly [algorithm in SigningAlgorithmSpec]: SigningAlgorithmRow } = {
  RSASSA_PKCS1_V1_5_SHA_256: hashed('pkcs1', 'SHA-256', 32),
  RSASSA_PKCS1_V1_5_SHA_384: hashed('pkcs1', 'SHA-384', 48),
  RSASSA_PKCS1_V1_5_SHA_512: hashed('pkcs1', 'SHA-512', 64),
  RSASSA_PSS_SHA_256: hashed('pss', 'SHA-256', 32),
  RSASSA_PSS_SHA_384: hashed('pss', 'SHA-384', 48),
  RSASSA_PSS_SHA_512: hashed('pss', 'SHA-512', 64),
  ECDSA_SHA_256: hashed('ecdsa', 'SHA-256', 32),
  ECDSA_SHA_384: hashed('ecdsa', 'SHA-384', 48),
  ECDSA_SHA_512: hashed('ecdsa', 'SHA-512', 64),
  SM2DSA: hashed('sm2dsa', 'SM3', 32),
  ED25519_SHA_512: { scheme: 'ed25519', hash: 'SHA-512', messageBytes: { RAW: 'any' } },
  // AWS KMS hashes the digest again: Ed25519ph (RFC 8032 §5.1) of the 64 bytes.
  ED25519_PH_SHA_512: { scheme: 'ed25519ph', hash: 'SHA-512', messageBytes: { DIGEST: 64 } },
  ML_DSA_SHAKE_256: { scheme: 'ml-dsa', hash: 'SHA-512', messageBytes: { RAW: 'any', EXTERNAL_MU: 64 } },
};
