import type { GrantConstraints, GrantListEntry } from '@aws-sdk/client-kms';
import type { GrantRecord } from '../../state/records/grant.js';

/** A grant as ListGrants and ListRetirableGrants show it. */
export function grantListEntry(grant: GrantRecord): GrantListEntry {
  const { GranteeServicePrincipal, RetiringPrincipal, RetiringServicePrincipal, Constraints } = grant;
  return {
    KeyId: grant.keyArn,
    GrantId: grant.GrantId,
    Name: grant.Name ?? '',
    CreationDate: new Date(grant.CreationDate),
    GranteePrincipal: shownGrantee(grant),
    ...(RetiringPrincipal !== undefined && { RetiringPrincipal }),
    IssuingAccount: grant.IssuingAccount,
    Operations: [...grant.Operations],
    ...(Constraints !== undefined && { Constraints: copyOf(Constraints) }),
    ...(GranteeServicePrincipal !== undefined && { GranteeServicePrincipal }),
    ...(RetiringServicePrincipal !== undefined && { RetiringServicePrincipal }),
  };
}

/** Of a grant for an AWS service, GranteePrincipal shows the service principal too. */
export function shownGrantee({ GranteePrincipal, GranteeServicePrincipal }: GrantRecord): string {
  return (GranteePrincipal ?? GranteeServicePrincipal) as string;
}

function copyOf({ EncryptionContextSubset, EncryptionContextEquals, SourceArn }: GrantConstraints): GrantConstraints {
  return {
    ...(EncryptionContextSubset && { EncryptionContextSubset: { ...EncryptionContextSubset } }),
    ...(EncryptionContextEquals && { EncryptionContextEquals: { ...EncryptionContextEquals } }),
    ...(SourceArn !== undefined && { SourceArn }),
  };
}
