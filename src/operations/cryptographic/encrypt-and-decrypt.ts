import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import { utf8Length } from '../../bytes/utf8.js';
import type { Call } from '../../contract/call.js';
import {
  type Decrypted,
  decryptAsymmetric,
  decryptSymmetric,
  type Encrypted,
  encryptAsymmetric,
  encryptSymmetric,
} from '../../crypto/encryption.js';
import type { EncryptionContext } from '../../crypto/encryption-context.js';
import { ENCRYPTION_ALGORITHMS } from '../../model/encryption-algorithms.js';
import {
  encryptionContextNotSupported,
  encryptionContextTooLong,
  invalidCiphertext,
  invalidEncryptionContext,
  plaintextTooLong,
} from '../../model/faults/ciphertext.js';
import { keySpec } from '../../model/key-specs.js';
import { ENCRYPTION_CONTEXT_MAX_BYTES } from '../../model/limits.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { KeyRecord } from '../../state/records/key.js';

export const DEFAULT_ENCRYPTION_ALGORITHM: EncryptionAlgorithmSpec = 'SYMMETRIC_DEFAULT';

/** Encrypts as Encrypt and the second half of ReEncrypt do. */
export function encrypt(
  call: Call,
  key: KeyRecord,
  algorithm: EncryptionAlgorithmSpec,
  context: EncryptionContext | undefined,
  plaintext: Uint8Array,
): MaybePromise<Encrypted> {
  const { symmetric, maxPlaintextBytes } = ENCRYPTION_ALGORITHMS[algorithm];
  checkEncryptionContext(symmetric, context);
  const limit = maxPlaintextBytes(keySpec(key.KeySpec));
  if (plaintext.length > limit) throw plaintextTooLong(algorithm, key.KeySpec, limit);
  if (symmetric) return encryptSymmetric(call.world, key, context, plaintext);
  return encryptAsymmetric(call.world, key, algorithm, plaintext);
}

/** Decrypts as Decrypt and the first half of ReEncrypt do. */
export function decrypt(
  call: Call,
  key: KeyRecord,
  algorithm: EncryptionAlgorithmSpec,
  context: EncryptionContext | undefined,
  ciphertext: Uint8Array | undefined,
): MaybePromise<Decrypted> {
  const { symmetric } = ENCRYPTION_ALGORITHMS[algorithm];
  checkEncryptionContext(symmetric, context);
  if (ciphertext === undefined) throw invalidCiphertext();
  if (!symmetric) return decryptAsymmetric(call.world, key, algorithm, ciphertext);
  // It was read when the key was found by it.
  const named = call.found?.ciphertext;
  if (named === undefined) throw invalidCiphertext();
  return decryptSymmetric(call.world, key, context, named);
}

/** Only symmetric encryption binds a context. */
export function checkEncryptionContext(symmetric: boolean, context: EncryptionContext | undefined): void {
  if (context === undefined) return;
  let length = 0;
  for (const name in context) {
    const value = context[name] ?? '';
    if (value === '') throw invalidEncryptionContext();
    length += name.length + value.length;
  }
  if (!symmetric && Object.keys(context).length > 0) throw encryptionContextNotSupported();
  // A UTF-16 unit is at most three bytes of UTF-8, so that most contexts need not be encoded to know that they fit.
  if (3 * length > ENCRYPTION_CONTEXT_MAX_BYTES && bytesIn(context) > ENCRYPTION_CONTEXT_MAX_BYTES) {
    throw encryptionContextTooLong(ENCRYPTION_CONTEXT_MAX_BYTES);
  }
}

function bytesIn(context: EncryptionContext): number {
  return Object.entries(context).reduce((sum, [name, value]) => sum + utf8Length(name + value), 0);
}
