import type { GrantListEntry } from '@aws-sdk/client-kms';
import type { GrantSeed } from '../../options/seeds/key-seed.js';

/** A grant as ListGrants shows it, as a seed. */
export function grantSeed(grant: GrantListEntry, keyArn: string): GrantSeed {
  const { GrantId, Name = '', CreationDate, IssuingAccount, Operations = [], Constraints } = grant;
  const [, partition, , , account] = keyArn.split(':');
  return {
    ...(GrantId !== undefined && { GrantId }),
    ...(Name !== '' && { Name }),
    ...(CreationDate !== undefined && { CreationDate: CreationDate.toISOString() }),
    ...(IssuingAccount !== undefined &&
      IssuingAccount !== `arn:${partition}:iam::${account}:root` && { IssuingAccount }),
    ...principalOf('Grantee', grant.GranteePrincipal, grant.GranteeServicePrincipal),
    ...principalOf('Retiring', grant.RetiringPrincipal, grant.RetiringServicePrincipal),
    Operations,
    // Members that AWS does not tell are absent, not undefined.
    ...(Constraints && { Constraints: Constraints as NonNullable<GrantSeed['Constraints']> }),
  };
}

/** Of a service, AWS KMS also shows the service principal where a principal stands. */
function principalOf(
  role: 'Grantee' | 'Retiring',
  principal: string | undefined,
  service: string | undefined,
): Partial<Record<`${'Grantee' | 'Retiring'}${'Principal' | 'ServicePrincipal'}`, string>> {
  const given = service ?? principal;
  if (given === undefined) return {};
  return service === undefined && given.startsWith('arn:')
    ? { [`${role}Principal`]: given }
    : { [`${role}ServicePrincipal`]: given };
}
