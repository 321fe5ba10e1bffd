import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import type { Call, KeyIdRule } from '../contract/operation.js';
import { keyNamedIn } from '../crypto/encryption.js';
import type { KeyName } from '../crypto/key-reference.js';
import { scopeOf } from '../model/arn.js';
import { ENCRYPTION_ALGORITHMS } from '../model/encryption-algorithms.js';
import { ciphertextOfUnknownKey } from '../model/faults/access.js';
import { incorrectKey, invalidCiphertext } from '../model/faults/ciphertext.js';
import { keyIdRequired } from '../model/faults/validation.js';
import { type MaybePromise, whenReady } from '../ports/maybe-promise.js';
import type { KeyRecord } from '../state/records/key.js';
import { keyById } from './key-by-id.js';
import { lookUpKey } from './key-lookup.js';

/** Input that names a ciphertext, or in a dry run leaves it out. */
export interface CiphertextInput {
  readonly CiphertextBlob?: Uint8Array | undefined;
  readonly DryRunModifiers?: readonly string[] | undefined;
}

export function ignoresCiphertext({ DryRunModifiers }: CiphertextInput): boolean {
  return DryRunModifiers?.includes('IGNORE_CIPHERTEXT') ?? false;
}

/** Symmetric ciphertext names its key, and a KeyId must then agree; an asymmetric one needs the KeyId. */
export function keyOfCiphertext<Input extends CiphertextInput>(
  algorithmMember: keyof Input & string,
): (call: Call<Input>, rule: KeyIdRule) => MaybePromise<KeyRecord> {
  return function findKeyOfCiphertext(call, rule) {
    const KeyId = call.input[rule.member as keyof Input] as string | undefined;
    const algorithm = (call.input[algorithmMember] ?? 'SYMMETRIC_DEFAULT') as EncryptionAlgorithmSpec;
    const { CiphertextBlob } = call.input;
    if (CiphertextBlob === undefined || ignoresCiphertext(call.input) || !ENCRYPTION_ALGORITHMS[algorithm].symmetric) {
      if (KeyId === undefined) throw keyIdRequired();
      return lookUpKey(call, KeyId, rule);
    }
    const named = keyNamedIn(CiphertextBlob);
    if (named === undefined) throw invalidCiphertext();
    if (KeyId === undefined) return keyOfBlob(call, named);
    return whenReady(lookUpKey(call, KeyId, rule), (key) => {
      if (key.KeyId !== named.KeyId || key.account !== named.account) throw incorrectKey();
      return key;
    });
  };
}

/** In the caller's Region: any of the related multi-Region keys opens what another one sealed. */
function keyOfBlob(call: Call, { account, KeyId }: KeyName): KeyRecord {
  const home = call.caller.scope;
  const scope = account === home.account ? home : scopeOf(account, home.region);
  const key = keyById(call.world.state, scope, KeyId);
  if (key === undefined) throw ciphertextOfUnknownKey();
  return key;
}
