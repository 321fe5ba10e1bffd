import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import { parseBlob } from '../crypto/ciphertext-blob.js';
import { ENCRYPTION_ALGORITHMS } from '../model/encryption-algorithms.js';
import { ciphertextOfUnknownKey } from '../model/faults/access.js';
import { incorrectKey, invalidCiphertext } from '../model/faults/ciphertext.js';
import { keyIdRequired } from '../model/faults/validation.js';
import { scopeOf } from '../model/arn.js';
import { type KeyRecord, keyMaterialsId } from '../state/records/key.js';
import { type KeyIdRule, lookUpKey } from './key-lookup.js';
import type { Call } from './operation.js';

type Member<Input> = keyof Input & string;

/** The key that a required or optional KeyId member names. */
export function keyOf<Input extends object>(
  member: Member<Input>,
  rule: KeyIdRule,
): (call: Call<Input>) => KeyRecord | undefined {
  return function findKeyOfMember(call) {
    const KeyId = call.input[member] as string | undefined;
    return KeyId === undefined ? undefined : lookUpKey(call, KeyId, rule);
  };
}

/** The members of Decrypt and ReEncrypt that tell the key of a ciphertext. */
export interface CiphertextMembers<Input> {
  readonly keyId: Member<Input>;
  readonly algorithm: Member<Input>;
}

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
  members: CiphertextMembers<Input>,
  rule: KeyIdRule,
): (call: Call<Input>) => KeyRecord {
  return function findKeyOfCiphertext(call) {
    const KeyId = call.input[members.keyId] as string | undefined;
    const algorithm = (call.input[members.algorithm] ?? 'SYMMETRIC_DEFAULT') as EncryptionAlgorithmSpec;
    const { CiphertextBlob } = call.input;
    if (CiphertextBlob === undefined || ignoresCiphertext(call.input) || !ENCRYPTION_ALGORITHMS[algorithm].symmetric) {
      if (KeyId === undefined) throw keyIdRequired();
      return lookUpKey(call, KeyId, rule);
    }
    const blob = parseBlob(CiphertextBlob);
    if (blob === undefined) throw invalidCiphertext();
    if (KeyId === undefined) return keyOfBlob(call, blob.keyMaterialsId);
    const key = lookUpKey(call, KeyId, rule);
    if (keyMaterialsId(key) !== blob.keyMaterialsId) throw incorrectKey();
    return key;
  };
}

/** In the caller's Region: any of the related multi-Region keys opens what another one sealed. */
function keyOfBlob(call: Call, id: string): KeyRecord {
  const [account, keyId] = id.split('/') as [string, string];
  const scope = scopeOf(account, call.caller.scope.region);
  const key = call.world.state.get('keys', `${scope.arnPrefix}key/${keyId}`);
  if (key === undefined) throw ciphertextOfUnknownKey();
  return key;
}
