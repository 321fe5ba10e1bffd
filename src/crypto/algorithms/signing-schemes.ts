import type { MessageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { SIGNING_ALGORITHMS, type SigningScheme } from '../../model/signing-algorithms.js';
import { CryptoError, type HashName } from '../../ports/crypto-backend.js';

/** What is signed, and how. */
export interface SigningRequest {
  readonly scheme: SigningScheme;
  readonly hash: HashName;
  readonly messageType: MessageType;
  readonly message: Uint8Array;
}

/** Throws where the algorithm has no such message. */
export function signingRequest(
  algorithm: SigningAlgorithmSpec,
  messageType: MessageType,
  message: Uint8Array,
): SigningRequest {
  const { scheme, hash, messageBytes } = SIGNING_ALGORITHMS[algorithm];
  const bytes = messageBytes[messageType];
  if (bytes === undefined) throw new CryptoError(`${algorithm} signs no ${messageType}`);
  if (bytes !== 'any' && message.length !== bytes) {
    throw new CryptoError(`${algorithm} signs a ${messageType} of ${bytes} bytes, not ${message.length}`);
  }
  return { scheme, hash, messageType, message };
}
