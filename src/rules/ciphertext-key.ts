import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import type { Call, Found, InputOf } from '../contract/call.js';
import type { KeyIdRule } from '../contract/operation.js';
import { readCiphertext } from '../crypto/encryption.js';
import type { KeyName } from '../crypto/key-reference.js';
import { scopeOf } from '../model/arn.js';
import { ENCRYPTION_ALGORITHMS } from '../model/encryption-algorithms.js';
import { incorrectKey, invalidCiphertext } from '../model/faults/ciphertext.js';
import { ciphertextOfUnknownKey } from '../model/faults/not-visible.js';
import { dryRunModifiersWithoutDryRun, keyIdRequired } from '../model/faults/validation.js';
import * as Member from '../model/members.js';
import type { Shape } from '../model/shapes.js';
import { type MaybePromise, whenReady } from '../ports/maybe-promise.js';
import type { KeyRecord } from '../state/records/key.js';
import { keyById } from './key-by-id.js';
import { lookUpKey } from './key-lookup.js';

type Input = Pick<InputOf<'Decrypt'>, 'CiphertextBlob' | 'DryRun' | 'DryRunModifiers'>;

/** A dry run may leave the ciphertext alone: whether it could be opened is not asked then. */
export function ignoresCiphertext({ DryRun, DryRunModifiers }: { readonly [M in keyof Input]?: unknown }): boolean {
  return DryRun === true && Array.isArray(DryRunModifiers) && DryRunModifiers.includes('IGNORE_CIPHERTEXT');
}

/** Decrypt and ReEncrypt need it, although their model does not say so, unless a dry run ignores it. */
export const CiphertextBlob: Shape = { ...Member.CiphertextBlob, requiredUnless: ignoresCiphertext };

export function checkDryRunModifiers({ input }: { readonly input: Input }): void {
  if (input.DryRunModifiers?.length && !input.DryRun) throw dryRunModifiersWithoutDryRun();
}

/** Symmetric ciphertext names its key, and a KeyId must then agree; an asymmetric one needs the KeyId. */
export function keyOfCiphertext<I extends Input>(
  algorithmMember: keyof I & string,
): (call: Call<I>, rule: KeyIdRule) => MaybePromise<Found> {
  return function findKeyOfCiphertext(call, rule) {
    // The members of the two operations that come here are strings; TypeScript cannot index a type parameter.
    const KeyId = call.input[rule.member as keyof I] as string | undefined;
    const algorithm = (call.input[algorithmMember] ?? 'SYMMETRIC_DEFAULT') as EncryptionAlgorithmSpec;
    const { CiphertextBlob } = call.input;
    if (CiphertextBlob === undefined || ignoresCiphertext(call.input) || !ENCRYPTION_ALGORITHMS[algorithm].symmetric) {
      if (KeyId === undefined) throw keyIdRequired();
      return whenReady(lookUpKey(call, KeyId, rule), (key) => ({ key }));
    }
    const ciphertext = readCiphertext(CiphertextBlob);
    if (ciphertext === undefined) throw invalidCiphertext();
    const named = ciphertext.key;
    if (KeyId === undefined) return { key: keyOfBlob(call, named, rule), ciphertext };
    return whenReady(lookUpKey(call, KeyId, rule), (key) => {
      if (key.KeyId !== named.KeyId || key.account !== named.account) throw incorrectKey();
      return { key, ciphertext };
    });
  };
}

/** In the caller's Region: any of the related multi-Region keys opens what another one sealed. */
function keyOfBlob(call: Call, { account, KeyId }: KeyName, { permission }: KeyIdRule): KeyRecord {
  const home = call.caller.scope;
  const scope = account === home.account ? home : scopeOf(account, home.region);
  const key = keyById(call.world.state, scope, KeyId);
  if (key === undefined) throw ciphertextOfUnknownKey(call.caller.principal, `kms:${permission}`);
  return key;
}
