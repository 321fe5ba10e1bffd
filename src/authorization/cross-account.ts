import type { GrantOperation } from '@aws-sdk/client-kms';
import type { Caller } from '../model/caller.js';
import type { KeyRecord } from '../state/records/key.js';
import type { State } from '../state/state.js';
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
  grantOperation: GrantOperation | undefined,
): boolean {
  const principals = principalsOf(caller);
  const policy = JSON.parse(key.Policy) as PolicyDocument;
  if (hasStatement(policy, 'Deny', principals, action)) return false;
  return hasStatement(policy, 'Allow', principals, action) || hasGrant(state, key, principals, grantOperation);
}

function hasGrant(
  state: State,
  key: KeyRecord,
  principals: readonly string[],
  operation: GrantOperation | undefined,
): boolean {
  if (operation === undefined) return false;
  return state
    .list('grants', 'key', key.Arn)
    .some(
      ({ GranteePrincipal, Operations }) =>
        GranteePrincipal !== undefined && principals.includes(GranteePrincipal) && Operations.includes(operation),
    );
}
