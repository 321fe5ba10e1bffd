import type { Caller } from '../model/caller.js';
import type { KeyRecord } from '../state/records/key.js';
import type { State } from '../state/state.js';
import { type GrantUse, grantAllows } from './grants.js';
import type { PolicyDocument } from './policy-document.js';
import { hasStatement } from './policy-statements.js';
import { principalsOf } from './principals.js';

/**
 * Another account needs the key policy to name it, or a grant. That its own IAM policies allow is taken for granted.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function allowsOtherAccount(
  state: State,
  key: KeyRecord,
  caller: Caller,
  action: string,
  use: GrantUse | undefined,
): boolean {
  return keyPolicyHas('Allow', key, caller, action) || (use !== undefined && hasGrant(state, key, caller, use));
}

/** A Deny stands, whatever a grant allows. */
export function deniesOtherAccount(key: KeyRecord, caller: Caller, action: string): boolean {
  return keyPolicyHas('Deny', key, caller, action);
}

function keyPolicyHas(effect: 'Allow' | 'Deny', key: KeyRecord, caller: Caller, action: string): boolean {
  return hasStatement(JSON.parse(key.Policy) as PolicyDocument, effect, principalsOf(caller), action);
}

function hasGrant(state: State, key: KeyRecord, caller: Caller, use: GrantUse): boolean {
  const principals = principalsOf(caller);
  for (const { record } of state.group('grants', 'key', key.Arn)?.after(0) ?? []) {
    if (grantAllows(record, principals, use)) return true;
  }
  return false;
}
