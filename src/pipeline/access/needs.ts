import type { AttestedFacts, RequestFacts } from '../../authorization/conditions/request-facts.js';
import { retiredBy } from '../../authorization/grant-permissions.js';
import type { AnyInput, ResourceUse } from '../../contract/operation.js';
import { type Scope, scopeOf } from '../../model/arn.js';
import { factsOfCall, factsOfKey, grantsFor, type Need, ownerOf } from '../../rules/access.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { CompiledKeyUse, CompiledOperation } from '../compile.js';
import type { Progress } from '../progress.js';

/** With what a refusal says of the resource. */
export interface NamedNeed extends Need {
  /** It is not there yet: nothing is told of it. */
  readonly isNewKey?: boolean;
  /** The member that names the key: where a ciphertext names it in its place, the key is not told. */
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
  for (const [at, use] of operation.keys.entries()) addKeyNeed(needs, use, call.keys[at], call, facts);
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
    isNewKey: resource === 'new key',
    resource: resourceArn(resource, scope, call.input),
    facts: factsOf(asked, scope, call, facts),
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

/** A permission is asked as if the operation of its name were called, for a key like the one at hand. */
function factsOf(operation: string, scope: Scope, { keys, input }: Progress, facts: RequestFacts): RequestFacts {
  const [like] = keys;
  const traits = like && { KeySpec: like.KeySpec, KeyUsage: like.KeyUsage, Origin: like.Origin, MultiRegion: true };
  return { ...facts, operation, scope, input: { ...input, ...traits } };
}

function addKeyNeed(
  needs: NamedNeed[],
  use: CompiledKeyUse,
  key: KeyRecord | undefined,
  call: Progress,
  facts: RequestFacts,
): void {
  if (key === undefined || use.decidedBy === 'nobody') return;
  const { permission, member, crossAccount } = use;
  const ofKey = factsOfKey(call, facts, key, SIDES[permission], call.keys[0] === call.keys[1]);
  const resource = key.Arn;
  if (use.decidedBy === 'grant') {
    needs.push({ permission, member, resource, ...retirement(call, key, ofKey, crossAccount) });
    return;
  }
  const grants = use.grantable ? grantsFor(call, key, permission, facts.principal) : undefined;
  needs.push({ permission, member, resource, facts: ofKey, owner: ownerOf(key, crossAccount, grants) });
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
    (facts.principal.account === key.account ? { namedAs: 'account' as const } : undefined);
  return {
    facts: { ...facts, input: { Constraints: grant?.Constraints } },
    owner: { ...ownerOf(key, crossAccount, { grant: () => giving }), keyPolicyOnlyDenies: true },
  };
}
