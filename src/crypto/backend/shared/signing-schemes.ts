import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import type { HashName } from '../../../ports/crypto-backend.js';

export interface SigningScheme {
  readonly scheme: 'pkcs1' | 'pss' | 'ecdsa' | 'ed25519' | 'ed25519ph' | 'ml-dsa' | 'sm2dsa';
  /** The hash of the message: what DIGEST means. The last three schemes define their own. */
  readonly hash: HashName;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html */
export const SIGNING_SCHEMES: {
  readonly [algorithm in SigningAlgorithmSpec]: SigningScheme;
} = {
  RSASSA_PKCS1_V1_5_SHA_256: { scheme: 'pkcs1', hash: 'SHA-256' },
  RSASSA_PKCS1_V1_5_SHA_384: { scheme: 'pkcs1', hash: 'SHA-384' },
  RSASSA_PKCS1_V1_5_SHA_512: { scheme: 'pkcs1', hash: 'SHA-512' },
  RSASSA_PSS_SHA_256: { scheme: 'pss', hash: 'SHA-256' },
  RSASSA_PSS_SHA_384: { scheme: 'pss', hash: 'SHA-384' },
  RSASSA_PSS_SHA_512: { scheme: 'pss', hash: 'SHA-512' },
  ECDSA_SHA_256: { scheme: 'ecdsa', hash: 'SHA-256' },
  ECDSA_SHA_384: { scheme: 'ecdsa', hash: 'SHA-384' },
  ECDSA_SHA_512: { scheme: 'ecdsa', hash: 'SHA-512' },
  ED25519_SHA_512: { scheme: 'ed25519', hash: 'SHA-512' },
  ED25519_PH_SHA_512: { scheme: 'ed25519ph', hash: 'SHA-512' },
  ML_DSA_SHAKE_256: { scheme: 'ml-dsa', hash: 'SHA-512' },
  SM2DSA: { scheme: 'sm2dsa', hash: 'SM3' },
};
