import type { MessageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { CryptoError, type HashName } from '../../../ports/crypto-backend.js';

export type Scheme = 'pkcs1' | 'pss' | 'ecdsa' | 'ed25519' | 'ed25519ph' | 'ml-dsa' | 'sm2dsa';

interface SchemeRow {
  readonly scheme: Scheme;
  readonly hash: HashName;
  /** What a message may be, and its bytes where they are fixed. */
  readonly messageBytes: { readonly [type in MessageType]?: number };
}

/** What is signed, and how. */
export interface SigningRequest {
  readonly scheme: Scheme;
  readonly hash: HashName;
  readonly messageType: MessageType;
  readonly message: Uint8Array;
}

const ANY = Number.NaN;

function hashed(scheme: Scheme, hash: HashName, bytes: number): SchemeRow {
  return { scheme, hash, messageBytes: { RAW: ANY, DIGEST: bytes } };
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
const SCHEMES: { readonly [algorithm in SigningAlgorithmSpec]: SchemeRow } = {
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
  ED25519_SHA_512: { scheme: 'ed25519', hash: 'SHA-512', messageBytes: { RAW: ANY } },
  // AWS KMS hashes the digest again: Ed25519ph (RFC 8032 §5.1) of the 64 bytes.
  ED25519_PH_SHA_512: { scheme: 'ed25519ph', hash: 'SHA-512', messageBytes: { DIGEST: 64 } },
  ML_DSA_SHAKE_256: { scheme: 'ml-dsa', hash: 'SHA-512', messageBytes: { RAW: ANY, EXTERNAL_MU: 64 } },
};

/** Throws where the algorithm has no such message. */
export function signingRequest(
  algorithm: SigningAlgorithmSpec,
  messageType: MessageType,
  message: Uint8Array,
): SigningRequest {
  const { scheme, hash, messageBytes } = SCHEMES[algorithm];
  const bytes = messageBytes[messageType];
  if (bytes === undefined) throw new CryptoError(`${algorithm} signs no ${messageType}`);
  if (!Number.isNaN(bytes) && message.length !== bytes) {
    throw new CryptoError(`${algorithm} signs a ${messageType} of ${bytes} bytes, not ${message.length}`);
  }
  return { scheme, hash, messageType, message };
}
