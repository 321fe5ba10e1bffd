import type { VpcEndpoint } from '../model/caller.js';
import type { AttachedPolicyRecord } from '../state/records/attached-policy.js';
import type { ManagedPolicyRecord } from '../state/records/managed-policy.js';
import type { State } from '../state/state.js';
import { type Policy, type PolicyType, readPolicy } from './policy.js';

/** The policy of a record, read once; and once more where the same managed policy is attached as another kind. */
export function attachedPolicy(state: State, attached: AttachedPolicyRecord, type: PolicyType): Policy {
  if ('PolicyDocument' in attached) return readOnce(attached, type, attached.PolicyDocument, attached.PolicyName);
  const managed = state.get('managedPolicies', attached.PolicyArn);
  // A managed policy that is attached cannot be deleted.
  if (managed === undefined) throw new Error(`[localkms] ${attached.PolicyArn} is attached, but not there`);
  return readOnce(managed, type, managed.PolicyDocument, managed.Arn, managed.Arn);
}

const read = new WeakMap<object, Partial<Record<PolicyType, Policy>>>();

function readOnce(source: object, type: PolicyType, text: string, name: string, arn?: string): Policy {
  const known = read.get(source) ?? {};
  read.set(source, known);
  known[type] ??= readPolicy(JSON.parse(text), type, name, arn);
  return known[type];
}

interface PolicyList {
  readonly policies: readonly Policy[];
  /** The records of those that are managed: others take their place when they get other documents. */
  readonly managed: readonly ManagedPolicyRecord[];
}

const lists = new WeakMap<readonly AttachedPolicyRecord[], PolicyList>();

/** The policies of a list in a record. A list is always attached as the same kind. */
export function attachedPolicies(
  state: State,
  attached: readonly AttachedPolicyRecord[],
  type: PolicyType,
): readonly Policy[] {
  const known = lists.get(attached);
  if (known?.managed.every((record) => state.get('managedPolicies', record.Arn) === record)) return known.policies;
  const policies = attached.map((policy) => attachedPolicy(state, policy, type));
  const managed = attached.flatMap((policy) =>
    'PolicyArn' in policy ? (state.get('managedPolicies', policy.PolicyArn) ?? []) : [],
  );
  lists.set(attached, { policies, managed });
  return policies;
}

/** The policy of a VPC endpoint; undefined where it has none, and lets everything through. */
export function endpointPolicy(endpoint: VpcEndpoint): Policy | undefined {
  const { id, policy } = endpoint;
  return policy === undefined ? undefined : readOnce(endpoint, 'VPC endpoint policy', policy, id);
}

const sessions = new WeakMap<readonly string[], readonly Policy[]>();

/** The policies that a session was made with, from their JSON text. */
export function policiesOfSession(texts: readonly string[]): readonly Policy[] {
  const known = sessions.get(texts);
  if (known !== undefined) return known;
  const policies = texts.map((text, at) => readPolicy(JSON.parse(text), 'session policy', `session policy ${at + 1}`));
  sessions.set(texts, policies);
  return policies;
}
