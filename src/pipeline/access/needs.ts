import type { AttestedFacts, RequestFacts } from '../../authorization/conditions/request-facts.js';
import { retiredBy } from '../../authorization/grant-permissions.js';
import type { AnyInput, ResourceUse } from '../../contract/operation.js';
import { type Scope, scopeOf } from '../../model/arn.js';
import { factsOfCall, factsOfKey, grantsFor, type Need, ownerOf } from '../../rules/access.js';
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
  const facts = factsOfCall(call, operation.name, attestation);
  const needs: NamedNeed[] = [];
  addResourceNeeds(needs, true, operation, call, facts);
  for (let at = 0; at < call.keys.length; at++) addKeyNeed(needs, operation.keys[at], call.keys[at], call, facts);
  addResourceNeeds(needs, false, operation, call, facts);
  return needs;
}

function addResourceNeeds(
  needs: NamedNeed[],
  alias: boolean,
  operation: CompiledOperation,
  call: Progress,
  facts: RequestFacts,
): void {
  if (operation.resources === undefined) return;
  for (const use of operation.resources) {
    const isAsked = (use.resource === 'alias') === alias && (use.when === undefined || use.when(call.input));
    if (isAsked) needs.push(resourceNeed(use, operation, call, facts));
  }
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

function addKeyNeed(
  needs: NamedNeed[],
  use: CompiledKeyUse | undefined,
  key: KeyRecord | undefined,
  call: Progress,
  facts: RequestFacts,
): void {
  if (key === undefined || use === undefined || use.decidedBy === 'nobody') return;
  const { permission, member, crossAccount } = use;
  const side = SIDES[permission];
  const ofKey = factsOfKey(call, facts, key, side, side && call.keys[0] === call.keys[1]);
  const about = 'key';
  const resource = key.Arn;
  if (use.decidedBy === 'grant') {
    needs.push({ permission, about, member, resource, ...retirement(call, key, ofKey, crossAccount) });
    return;
  }
  const grants = use.grantable ? grantsFor(call, key, permission, facts.principal) : undefined;
  needs.push({ permission, about, member, resource, facts: ofKey, owner: ownerOf(key, crossAccount, grants) });
}

const SIDES: { readonly [permission: string]: RequestFacts['side'] } = {
  ReEncryptFrom: 'Source',
  ReEncryptTo: 'Destination',
};

/**
 * The grant says who may retire it, and the account of its key always may.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 */
function retirement(
  call: Progress,
  key: KeyRecord,
  facts: RequestFacts,
  crossAccount: boolean,
): Pick<Need, 'facts' | 'owner'> {
  const grant = call.found?.grant;
  const giving =
    (grant && retiredBy(grant, facts.principal)) ??
    (facts.principal.account === key.account
      ? { grantId: grant?.GrantId ?? '', namedAs: 'account' as const }
      : undefined);
  return {
    facts: { ...facts, input: { ...facts.input, Constraints: grant?.Constraints } },
    owner: { ...ownerOf(key, crossAccount, { grant: () => giving }), keyPolicyOnlyDenies: true },
  };
}
