import type { AttestedFacts, RequestFacts } from '../../authorization/conditions/request-facts.js';
import { retiredBy } from '../../authorization/grant-permissions.js';
import type { AnyInput, ResourceUse } from '../../contract/operation.js';
import { type Scope, scopeOf } from '../../model/arn.js';
import { factsOfCall, factsOfKey, grantsFor, type KeyOwner, type Need, ownerOf } from '../../rules/access.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { CompiledKeyUse, CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';

/** Where a refusal says that the caller may not; `key`: in another account, or named by a ciphertext alone, it is not told. */
export interface NamedNeed extends Need {
  readonly about: ResourceUse<AnyInput>['resource'] | 'key';
  /** The member that names the key. */
  readonly member?: string;
}

/**
 * All that the caller of an operation needs permission for, in the order in which it is asked: an alias before its key, the
 * rest behind. https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
export function needsOf(
  operation: CompiledOperation,
  call: Progress,
  attestation: AttestedFacts | undefined,
): readonly NamedNeed[] {
  const facts = { ...factsOfCall(call, operation.name), attestation };
  const resources = (operation.resources ?? []).filter(({ when }) => when === undefined || when(call.input));
  const needOf = (use: ResourceUse<AnyInput>) => resourceNeed(use, operation, call, facts);
  return [
    ...resources.filter(({ resource }) => resource === 'alias').map(needOf),
    ...call.keys.flatMap((key, at) => keyNeeds(operation.keys[at], key, call, facts)),
    ...resources.filter(({ resource }) => resource !== 'alias').map(needOf),
  ];
}

function resourceNeed(
  { resource, permission, region }: ResourceUse<AnyInput>,
  { name }: CompiledOperation,
  call: Progress,
  facts: RequestFacts,
): NamedNeed {
  const { account, region: home } = call.caller.scope;
  const scope = scopeOf(account, region?.(call.input) ?? home);
  const asked = permission ?? name;
  return {
    permission: asked,
    about: resource,
    resource: resourceArn(resource, scope, call.input),
    facts: asked === name ? facts : factsOfOther(asked, scope, call, facts),
  };
}

function resourceArn(resource: ResourceUse<AnyInput>['resource'], { arnPrefix }: Scope, input: AnyInput): string {
  switch (resource) {
    case 'alias':
      return `${arnPrefix}${input.AliasName}`;
    // A pattern of all keys covers it, the ARN of another key does not.
    case 'new key':
      return `${arnPrefix}key/*`;
    default:
      return resource;
  }
}

/** A permission of another operation is asked as if that operation were called, for a key like the one at hand. */
function factsOfOther(operation: string, scope: Scope, { keys, input }: Progress, facts: RequestFacts): RequestFacts {
  const [like] = keys;
  const traits = like && { KeySpec: like.KeySpec, KeyUsage: like.KeyUsage, Origin: like.Origin, MultiRegion: true };
  return { ...facts, operation, scope, input: { ...input, ...traits } };
}

function keyNeeds(
  use: CompiledKeyUse | undefined,
  key: KeyRecord,
  call: Progress,
  facts: RequestFacts,
): readonly NamedNeed[] {
  if (use === undefined || use.decidedBy === 'nobody') return [];
  const { permission, member } = use;
  const ofKey = factsOfKey(call, { ...facts, ...sideOf(permission, call) }, key);
  const owner = ownerOf(key, use.crossAccount);
  const need = { permission, about: 'key' as const, member, resource: key.Arn };
  if (use.decidedBy === 'grant') return [{ ...need, ...retirement(call, key, ofKey, owner) }];
  const grants = use.grantable ? grantsFor(call, key, permission, facts.principal) : {};
  return [{ ...need, facts: ofKey, owner: { ...owner, ...grants } }];
}

const SIDES: { readonly [permission: string]: RequestFacts['side'] } = {
  ReEncryptFrom: 'Source',
  ReEncryptTo: 'Destination',
};

function sideOf(permission: string, { keys: [source, destination] }: Progress): Partial<RequestFacts> {
  const side = SIDES[permission];
  return side === undefined ? {} : { side, onSameKey: source === destination };
}

/**
 * The grant says who may retire it, and the account of its key always may.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 */
function retirement(
  call: Progress,
  key: KeyRecord,
  facts: RequestFacts,
  owner: KeyOwner,
): Pick<Need, 'facts' | 'owner'> {
  const grant = call.found?.grant;
  const giving =
    (grant && retiredBy(grant, facts.principal)) ??
    (facts.principal.account === key.account
      ? { grantId: grant?.GrantId ?? '', namedAs: 'account' as const }
      : undefined);
  return {
    facts: { ...facts, input: { ...facts.input, Constraints: grant?.Constraints } },
    owner: { ...owner, grant: giving, keyPolicyOnlyDenies: true },
  };
}
