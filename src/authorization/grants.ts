import type { GrantOperation } from '@aws-sdk/client-kms';
import type { GrantRecord } from '../state/records/grant.js';
import { equalPairs, includesPairs } from './context-pairs.js';
import { canDelegate, type GrantTerms } from './grant-delegation.js';
import { isOneOf } from './principals.js';

/** What a caller wants to do that a grant may allow. */
export interface GrantUse {
  readonly operation: GrantOperation;
  readonly encryptionContext: Readonly<Record<string, string>> | undefined;
  /** CreateGrant: what the new grant would allow. */
  readonly newGrant: GrantTerms | undefined;
}

/** Reads it off the input of an operation, by AWS's names of the members. */
export function grantUseOf(operation: GrantOperation, input: object): GrantUse {
  const members = input as Readonly<Record<string, unknown>>;
  return {
    operation,
    encryptionContext: members[contextMember(operation)] as GrantUse['encryptionContext'],
    newGrant: operation === 'CreateGrant' ? (input as GrantTerms) : undefined,
  };
}

function contextMember(operation: GrantOperation): string {
  if (operation === 'ReEncryptFrom') return 'SourceEncryptionContext';
  return operation === 'ReEncryptTo' ? 'DestinationEncryptionContext' : 'EncryptionContext';
}

/** `principals` are those of the caller. https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html#grant-constraints */
export function grantAllows(grant: GrantRecord, principals: readonly string[], use: GrantUse): boolean {
  if (!grant.Operations.includes(use.operation) || !isGrantee(grant, principals)) return false;
  if (use.operation === 'CreateGrant') return use.newGrant !== undefined && canDelegate(grant, use.newGrant);
  return meetsConstraints(grant, use);
}

function meetsConstraints({ Constraints = {} }: GrantRecord, { operation, encryptionContext }: GrantUse): boolean {
  // Only an AWS service calls on behalf of a resource, and none calls here.
  if (Constraints.SourceArn !== undefined) return false;
  // It has no encryption context.
  if (operation === 'DescribeKey') return true;
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset } = Constraints;
  return (
    (equal === undefined || equalPairs(encryptionContext, equal)) &&
    (subset === undefined || includesPairs(encryptionContext, subset))
  );
}

function isGrantee({ GranteePrincipal, GranteeServicePrincipal }: GrantRecord, principals: readonly string[]): boolean {
  return isOneOf(principals, GranteePrincipal ?? GranteeServicePrincipal);
}

/**
 * Whether the grant itself lets the caller retire it: its retiring principal, its grantee where RetireGrant is among its
 * operations, and the account that created it. https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 */
export function mayRetire(grant: GrantRecord, principals: readonly string[]): boolean {
  return (
    isOneOf(principals, grant.RetiringPrincipal ?? grant.RetiringServicePrincipal) ||
    isOneOf(principals, grant.IssuingAccount) ||
    (grant.Operations.includes('RetireGrant') && isGrantee(grant, principals))
  );
}
