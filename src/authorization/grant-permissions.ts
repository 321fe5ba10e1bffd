import type { GrantOperation } from '@aws-sdk/client-kms';
import type { GrantRecord } from '../state/records/grant.js';
import { equalPairs, includesPairs } from './context-pairs.js';
import type { NearGrant } from './decision.js';
import { canDelegate, type GrantTerms } from './grant-delegation.js';
import { type NamedAs, namedBy, type Principal } from './principal.js';

/** What a caller wants to do that a grant may allow. */
export interface GrantUse {
  readonly operation: GrantOperation;
  readonly encryptionContext: Readonly<Record<string, string>> | undefined;
  /** CreateGrant: what the new grant would allow. */
  readonly newGrant: GrantTerms | undefined;
  /** The resource for which an AWS service calls. */
  readonly sourceArn: string | undefined;
}

/** Reads it off the input of an operation, by AWS's names of the members. */
export function grantUseOf(operation: GrantOperation, input: object, sourceArn: string | undefined): GrantUse {
  const members = input as Readonly<Record<string, unknown>>;
  return {
    operation,
    encryptionContext: members[contextMember(operation)] as GrantUse['encryptionContext'],
    newGrant: operation === 'CreateGrant' ? (input as GrantTerms) : undefined,
    sourceArn,
  };
}

function contextMember(operation: GrantOperation): string {
  if (operation === 'ReEncryptFrom') return 'SourceEncryptionContext';
  return operation === 'ReEncryptTo' ? 'DestinationEncryptionContext' : 'EncryptionContext';
}

/** A grant that gives a caller something, and how it names the caller. */
export interface GivingGrant {
  /** None where it takes none: the account of a key may retire each grant on it. */
  readonly grantId?: string;
  readonly namedAs: NamedAs;
}

/** Of the grants on a key, one that allows it: one to the caller itself or to its role before one to its account. */
export function givingGrant(
  grants: Iterable<GrantRecord>,
  principal: Principal,
  use: GrantUse,
): GivingGrant | undefined {
  let toAccount: GivingGrant | undefined;
  for (const grant of grants) {
    const namedAs = grantAllows(grant, use) ? granteeIs(grant, principal) : undefined;
    if (namedAs === undefined) continue;
    const giving = { grantId: grant.GrantId, namedAs };
    if (namedAs !== 'account') return giving;
    toAccount = giving;
  }
  return toAccount;
}

/** The grants to a caller that do not allow it, and what of them stands in the way. */
export function nearGrants(grants: Iterable<GrantRecord>, principal: Principal, use: GrantUse): NearGrant[] {
  const near: NearGrant[] = [];
  for (const grant of grants) {
    if (granteeIs(grant, principal) === undefined || grantAllows(grant, use)) continue;
    const { GrantId: grantId, Operations, Constraints = {} } = grant;
    if (!Operations.includes(use.operation)) near.push({ grantId, element: 'Operations', wanted: Operations });
    else near.push({ grantId, element: 'Constraints', wanted: Object.entries(Constraints).map(shownConstraint) });
  }
  return near;
}

function shownConstraint([name, value]: readonly [string, unknown]): string {
  return `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html#grant-constraints */
function grantAllows(grant: GrantRecord, use: GrantUse): boolean {
  if (!grant.Operations.includes(use.operation)) return false;
  return use.newGrant === undefined ? meetsConstraints(grant, use) : canDelegate(grant, use.newGrant);
}

function meetsConstraints({ Constraints = {} }: GrantRecord, use: GrantUse): boolean {
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset, SourceArn } = Constraints;
  if (SourceArn !== undefined && SourceArn !== use.sourceArn) return false;
  // It has no encryption context.
  if (use.operation === 'DescribeKey') return true;
  return (
    (equal === undefined || equalPairs(use.encryptionContext, equal)) &&
    (subset === undefined || includesPairs(use.encryptionContext, subset))
  );
}

function granteeIs({ GranteePrincipal, GranteeServicePrincipal }: GrantRecord, principal: Principal) {
  return nameIn([GranteePrincipal, GranteeServicePrincipal], principal);
}

function nameIn(names: readonly (string | undefined)[], principal: Principal): NamedAs | undefined {
  for (const name of names) {
    const namedAs = name === undefined ? undefined : namedBy(name, principal);
    if (namedAs !== undefined) return namedAs;
  }
  return undefined;
}

/**
 * How a grant names a caller that may retire it: its retiring principal, its grantee where RetireGrant is among its
 * operations, and the account that created it. https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 */
export function retiredBy(grant: GrantRecord, principal: Principal): GivingGrant | undefined {
  const { RetiringPrincipal, RetiringServicePrincipal, IssuingAccount, Operations, GrantId } = grant;
  const namedAs =
    nameIn([RetiringPrincipal, RetiringServicePrincipal], principal) ??
    (Operations.includes('RetireGrant') ? granteeIs(grant, principal) : undefined) ??
    nameIn([IssuingAccount], principal);
  return namedAs && { grantId: GrantId, namedAs };
}
