import { attachedPolicy } from '../../authorization/attached-policies.js';
import type { Condition } from '../../authorization/conditions/conditions.js';
import { conditionContext } from '../../authorization/conditions/context.js';
import { appliesButForConditions, type Question } from '../../authorization/evaluate.js';
import { keyPolicyOf } from '../../authorization/key-policy.js';
import type { Policy, PolicyType, Statement } from '../../authorization/policy.js';
import type { Verdict } from '../../authorization/verdict.js';
import type { World } from '../../contract/world.js';
import type { NamedNeed } from '../../pipeline/access/needs.js';
import type { AttachedPolicyRecord } from '../../state/records/attached-policy.js';
import type { Entry } from '../calls/recorded-call.js';
import { inquiriesOf } from './recorded-inquiries.js';

/** What of the policies and grants no recorded call came to. */
export interface PolicyCoverage {
  readonly statements: readonly UncoveredStatement[];
  /** Of statements that calls came to: conditions that none of these met. */
  readonly conditions: readonly UncoveredCondition[];
  /** Grants that allowed no call. */
  readonly grants: readonly { readonly grantId: string; readonly keyArn: string }[];
}

export interface UncoveredStatement {
  /** The ARN of the key, user, role or account that the policy belongs to. */
  readonly owner: string;
  readonly policyType: PolicyType;
  readonly policy: string;
  readonly sid: string | undefined;
  /** Its place in the policy, from 0. */
  readonly at: number;
}

export interface UncoveredCondition extends UncoveredStatement {
  readonly operator: string;
  readonly key: string;
}

/** A permission that a call took, and what is decided about it. */
interface Decided {
  readonly need: NamedNeed;
  readonly verdict: Verdict;
}

interface Owned {
  readonly owner: string;
  readonly policy: Policy;
}

/** Lists every statement, condition and grant that no call matched. */
export async function policyCoverage(world: World, entries: readonly Entry[]): Promise<PolicyCoverage> {
  const inquiries = await inquiriesOf(world, entries);
  const decided = inquiries.flatMap(({ inquiry }) =>
    inquiry === undefined
      ? []
      : inquiry.verdicts.map((verdict, at) => ({ need: inquiry.needs[at] as NamedNeed, verdict })),
  );
  const statements: UncoveredStatement[] = [];
  const conditions: UncoveredCondition[] = [];
  for (const owned of ownedPolicies(world)) {
    const asked = decided.filter((one) => isAskedOf(owned, one));
    for (const statement of owned.policy.statements) {
      const contexts = asked
        .map((one) => questionOf(one, owned))
        .filter((question) => appliesButForConditions(statement, question));
      const place = placeOf(owned, statement);
      if (contexts.length === 0) statements.push(place);
      else
        conditions.push(
          ...statement.conditions
            .filter((one) => isNeverMet(one, contexts))
            .map(({ operator, key }) => ({ ...place, operator, key })),
        );
    }
  }
  const used = new Set(decided.map(({ verdict }) => verdict.grantId));
  const grants = [...world.state.all('grants')]
    .filter(({ GrantId }) => !used.has(GrantId))
    .map(({ GrantId: grantId, keyArn }) => ({ grantId, keyArn }));
  return { statements, conditions, grants };
}

function placeOf({ owner, policy: { type, name } }: Owned, { sid, at }: Statement): UncoveredStatement {
  return { owner, policyType: type, policy: name, sid, at };
}

function isNeverMet({ test }: Condition, questions: readonly Question[]): boolean {
  return !questions.some(({ context }) => test(context));
}

function questionOf({ need: { facts, resource }, verdict: { action } }: Decided, { policy }: Owned): Question {
  const context = conditionContext(facts, policy.type === 'resource-based policy');
  return { principal: facts.principal, action, resource, context, hasBoundary: false };
}

/** Whether a policy had a say about a permission. */
function isAskedOf({ owner, policy }: Owned, { need, verdict }: Decided): boolean {
  if (policy.type === 'resource-based policy') return need.resource === owner;
  const { arn, role, account } = need.facts.principal;
  const owners = [role ?? arn, account, need.owner?.account];
  return owners.includes(owner) && verdict.asked((one) => (one === policy ? true : undefined)) === true;
}

function ownedPolicies({ state }: World): readonly Owned[] {
  const owned: Owned[] = [];
  const add = (owner: string, type: PolicyType, policies: readonly (AttachedPolicyRecord | undefined)[]) => {
    for (const one of policies) if (one !== undefined) owned.push({ owner, policy: attachedPolicy(state, one, type) });
  };
  for (const { Arn, KeyManager, Policy } of state.all('keys')) {
    if (KeyManager === 'CUSTOMER') owned.push({ owner: Arn, policy: keyPolicyOf(Policy) });
  }
  for (const { Arn, policies, permissionsBoundary } of state.all('identities')) {
    add(Arn, 'identity-based policy', policies);
    add(Arn, 'permissions boundary', [permissionsBoundary]);
  }
  for (const { account, serviceControlPolicies = [], resourceControlPolicies = [] } of state.all('accounts')) {
    add(account, 'service control policy', serviceControlPolicies.flat());
    add(account, 'resource control policy', resourceControlPolicies.flat());
  }
  return owned;
}
