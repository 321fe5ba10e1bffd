import { acceptKeyPolicy } from '../../authorization/key-policy.js';
import type { World } from '../../contract/world.js';
import { scopeOf } from '../../model/arn.js';
import type { KmsFault } from '../../model/fault.js';
import { anything, expected, expectedKind, isPlainObject, members } from '../../options/checks.js';
import type { IamOptions } from '../../options/iam/iam-options.js';
import { asJson } from '../../options/json.js';
import { asKmsAllows } from '../../options/seeds/seed-checks.js';
import { DUE_DATES } from '../../rules/settle/timetable.js';
import { remove, update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { State } from '../../state/state.js';
import { iamChanges } from '../../world/iam/plant-iam.js';
import { type Entry, type RecordedCall, recordedCall } from '../calls/recorded-call.js';
import { type AccessDecision, accessDecision } from './access-decision.js';
import { answered } from './can.js';
import { explain } from './explain.js';
import { explanation } from './explanation.js';
import { inquiriesOf } from './recorded-inquiries.js';

/** Policies in place of those of the world; what is left out stays as it is. */
export interface OtherPolicies {
  /** All of `options.iam`, in place of what there is. */
  readonly iam?: IamOptions;
  /** Key policies by KeyId in any form: documents, as objects or as JSON text. */
  readonly keyPolicies?: Readonly<Record<string, string | object>>;
}

/** A recorded call that other policies would decide otherwise, or about which nothing can be decided any more. */
export interface ReplayedCall {
  readonly call: RecordedCall;
  readonly before: AccessDecision;
  readonly after: AccessDecision;
}

const checkPolicies = members<OtherPolicies>({ iam: anything, keyPolicies: anything });

/**
 * The recorded calls whose outcome other policies would change. Nothing of the world changes.
 * @throws TypeError for policies that cannot be, with their path
 */
export async function replay(
  world: World,
  entries: readonly Entry[],
  policies: OtherPolicies,
  arnOf: (id: string) => string,
): Promise<ReplayedCall[]> {
  checkPolicies(policies, 'policies');
  const changed: ReplayedCall[] = [];
  for (const { entry, inquiry, fault } of await inquiriesOf(withPolicies(world, policies, arnOf), entries)) {
    const call = recordedCall(entry);
    const before = explain(call, [call]);
    if (inquiry !== undefined) {
      const after = answered(inquiry);
      if (before.allowed !== after.allowed) changed.push({ call, before, after });
    } else if (wasDecided(entry)) {
      changed.push({ call, before, after: notAskable(call, fault) });
    }
  }
  return changed;
}

/** Whether it had found its keys. */
function wasDecided({ output, verdicts }: Entry): boolean {
  return output !== undefined || verdicts !== undefined;
}

function notAskable({ operation, caller: { principal } }: RecordedCall, fault: KmsFault | undefined): AccessDecision {
  const told = { operation, principal, allowed: false, decisions: [] };
  const why = [fault?.name, fault?.wireMessage].filter((part) => part !== undefined).join(': ');
  const otherError = `it would fail before policies are asked: ${why}`;
  return accessDecision({ ...told, explanation: explanation({ ...told, otherError }) });
}

/** The same world with other policies, in records of its own. */
function withPolicies(world: World, { iam, keyPolicies = {} }: OtherPolicies, arnOf: (id: string) => string): World {
  const state = new State(DUE_DATES);
  state.restore(world.state.snapshot());
  if (iam !== undefined) replaceIam(state, iam);
  if (!isPlainObject(keyPolicies))
    expectedKind('policies.keyPolicies', keyPolicies, 'an object with key policies by ARN');
  for (const [id, document] of Object.entries(keyPolicies)) {
    const path = `policies.keyPolicies.${id}`;
    // The copy has the keys of the world.
    const key = state.get('keys', arnOf(id)) as KeyRecord;
    if (typeof document !== 'string' && !isPlainObject(document)) {
      expected(path, document, 'a key policy, as an object or as JSON text');
    }
    const text = typeof document === 'string' ? document : asJson(document, path);
    const { partition } = scopeOf(key.account, key.region);
    const Policy = asKmsAllows(path, document, () => acceptKeyPolicy(text, partition, world.quotas.keyPolicyBytes));
    state.applyAtOnce([update('keys', key, { Policy })]);
  }
  return { ...world, state };
}

function replaceIam(state: State, iam: IamOptions): void {
  state.applyAtOnce([
    ...[...state.all('identities')].map((record) => remove('identities', record)),
    ...[...state.all('managedPolicies')].map((record) => remove('managedPolicies', record)),
    ...[...state.all('accounts')].map((record) => remove('accounts', record)),
  ]);
  state.applyAtOnce(iamChanges({ state }, iam, 'policies.iam'));
}
