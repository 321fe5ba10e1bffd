import type { MessageType as MessageTypeName, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import {
  invalidDigestLength,
  messageTypeOfOtherAlgorithms,
  messageTypeOfOtherKeySpecs,
} from '../../model/faults/sign-verify.js';
import { type KeySpecName, keySpec } from '../../model/key-specs.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import { oneOf, required, type Shape } from '../../model/shapes.js';
import { SIGNING_ALGORITHMS } from '../../model/signing-algorithms.js';

export const MessageType: Shape = oneOf(LAZY_ENUMS.MessageType);
// The service lets this value through to the check of the key spec, although it does not print it.
export const SigningAlgorithm: Shape & { readonly required: true } = required(
  oneOf(LAZY_ENUMS.SigningAlgorithm, [...LAZY_ENUMS.SigningAlgorithm, 'SYMMETRIC_DEFAULT']),
);

export const DEFAULT_MESSAGE_TYPE: MessageTypeName = 'RAW';

/** The algorithm is one of the key spec's already; now the message must be one that it signs. */
export function checkMessage(
  spec: KeySpecName,
  algorithm: SigningAlgorithmSpec,
  messageType: MessageTypeName,
  message: Uint8Array,
): void {
  const bytes = SIGNING_ALGORITHMS[algorithm].messageBytes[messageType];
  if (bytes === undefined) {
    // The algorithms of SIGN_VERIFY are those of signing.
    const algorithms = (keySpec(spec).usages.SIGN_VERIFY ?? []) as readonly SigningAlgorithmSpec[];
    throw algorithms.some((other) => messageType in SIGNING_ALGORITHMS[other].messageBytes)
      ? messageTypeOfOtherAlgorithms(messageType, algorithm)
      : messageTypeOfOtherKeySpecs(messageType, spec);
  }
  if (bytes !== 'any' && message.length !== bytes) throw invalidDigestLength(algorithm);
}
