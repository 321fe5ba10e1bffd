import { awsManagedPolicy } from '../../authorization/aws-managed-policies.js';
import type { IamOptions, IdentityOptions, PolicyOption } from '../../options/iam/iam-options.js';
import { isManagedWithoutKms } from './managed-without-kms.js';
import {
  type Document,
  groupedBy,
  type IdentityName,
  type IdentityResource,
  type InlinePolicy,
  type ManagedReference,
  type Resource,
  resourcesOf,
  type UnresolvedValue,
} from './resources.js';

/** Roles and users with all the policies that they have. */
export interface Identities {
  readonly iam: IamOptions;
  readonly unresolved: readonly UnresolvedValue[];
}

/** A policy of an identity, and the resource that gives it. */
interface Given {
  readonly logicalId: string;
  readonly policy: InlinePolicy | ManagedReference;
}

/**
 * Joins roles, users and groups with the policies that are attached to them: the policies of a user's groups are the user's.
 *
 * @param absent ARNs of what is left out, with what points there
 * @param given managed policies that the source does not have, by ARN
 */
export function identitiesOf(
  resources: readonly Resource[],
  absent: ReadonlySet<string>,
  given: Readonly<Record<string, Document>>,
): Identities {
  const unresolved: UnresolvedValue[] = [];
  const identities = resourcesOf(resources, 'identity');
  const named = new Map(identities.map((identity) => [nameKey(identity), identity]));
  const absentNames = new Set([...absent].map(nameKeyOf));
  const policies = new Map<string, Document | undefined>([...absent].map((arn) => [arn, undefined]));
  for (const [arn, document] of Object.entries(given)) policies.set(arn, document);
  for (const { arn, document } of resourcesOf(resources, 'managed policy')) policies.set(arn, document);

  const attachments = resourcesOf(resources, 'attachment').filter((one) => isKnown(one, one));
  const attachedTo = groupedBy(attachments, nameKey);
  const memberships = resourcesOf(resources, 'membership').filter(
    (one) =>
      isKnown({ identity: 'user', account: one.account, name: one.user }, one) &&
      isKnown({ identity: 'group', account: one.account, name: one.group }, one),
  );
  const groupsOf = groupedBy(memberships, ({ account, user }) => nameKey({ identity: 'user', account, name: user }));

  return {
    iam: {
      roles: optionsOf('role'),
      users: optionsOf('user'),
      policies: Object.fromEntries(
        [...policies].flatMap(([arn, document]) => (document === undefined ? [] : [[arn, document]])),
      ),
    },
    unresolved,
  };

  function isKnown(name: IdentityName, { logicalId, path }: { logicalId: string; path: string }): boolean {
    const known = named.has(nameKey(name));
    if (!known && !absentNames.has(nameKey(name)))
      unresolved.push({ logicalId, path, reason: `the ${name.identity} ${name.name} is none of those that were read` });
    return known;
  }

  function optionsOf(kind: 'role' | 'user'): Record<string, IdentityOptions> {
    const ofKind = identities.filter(({ identity }) => identity === kind);
    return Object.fromEntries(ofKind.map((identity) => [identity.arn, optionsOfIdentity(identity)]));
  }

  function optionsOfIdentity(identity: IdentityResource): IdentityOptions {
    const groups = (groupsOf.get(nameKey(identity)) ?? []).flatMap(
      ({ account, group }) => named.get(nameKey({ identity: 'group', account, name: group })) ?? [],
    );
    const all = [identity, ...new Set(groups)].flatMap(policiesOf);
    const { boundary, logicalId, tags } = identity;
    const [permissionsBoundary] = boundary === undefined ? [] : optionOf({ logicalId, policy: boundary }, true);
    return {
      // Something may be attached in two ways.
      policies: [...new Set(all.flatMap((one) => optionOf(one, false)))],
      ...(permissionsBoundary !== undefined && { permissionsBoundary }),
      ...(Object.keys(tags).length > 0 && { tags }),
    };
  }

  function policiesOf(identity: IdentityResource): Given[] {
    const { logicalId, inline, managed } = identity;
    const own = [...inline, ...managed].map((policy) => ({ logicalId, policy }));
    const all: Given[] = [...own, ...(attachedTo.get(nameKey(identity)) ?? [])];
    // Of inline policies with one name the later takes the place of the earlier.
    return [...new Map(all.map((one) => ['arn' in one.policy ? one : one.policy.PolicyName, one])).values()];
  }

  /** None where nothing of it concerns AWS KMS; but a boundary that allows nothing of it refuses everything. */
  function optionOf({ logicalId, policy }: Given, isBoundary: boolean): PolicyOption[] {
    if (!('arn' in policy)) return [policy];
    const { arn, path } = policy;
    if (policies.get(arn) !== undefined || awsManagedPolicy(arn) !== undefined) return [arn];
    if (!isBoundary && (policies.has(arn) || isManagedWithoutKms(arn))) return [];
    unresolved.push({ logicalId, path, reason: `the document of ${arn} is not known: give it in policies` });
    return [];
  }
}

/** The same of an ARN, which has a path before the name. */
function nameKeyOf(arn: string): string {
  const [, account = '', identity = '', name = ''] = /^arn:[^:]+:iam::(\d+):(\w+)\/(?:.*\/)?([^/]+)$/s.exec(arn) ?? [];
  return `${identity}/${account}/${name}`;
}

function nameKey({ identity, account, name }: IdentityName): string {
  return `${identity}/${account}/${name}`;
}
