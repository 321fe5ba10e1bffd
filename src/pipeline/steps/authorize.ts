import { defaultPolicy } from '../../authorization/default-policy.js';
import { hasIam } from '../../authorization/has-iam.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { Judge } from '../access/judge.js';
import type { CompiledOperation } from '../compile.js';
import { loadAttestation, loadJudge } from '../lazy.js';
import type { Progress } from '../progress.js';

/** Whether the caller may do this: by key policies, grants, IAM and the organization. */
export function authorize(operation: CompiledOperation, call: Progress): MaybePromise<void> {
  call.verdicts = undefined;
  if (needsNoJudge(call)) return undefined;
  if (judge !== undefined && call.input.Recipient === undefined) return judge(operation, call, undefined);
  return judgeLater(operation, call);
}

/** Once it is loaded, calls need not wait for it again. */
let judge: Judge | undefined;

/**
 * Most calls: of the account itself, straight, with nothing told of its IAM, to keys whose policy leaves it all to the
 * account. What decides about others loads with the first of them.
 */
function needsNoJudge({ caller, keys, world: { state } }: Progress): boolean {
  if (caller.origin !== undefined || caller.sessionPolicies !== undefined || !caller.principal.startsWith('arn:')) {
    return false;
  }
  if (hasIam(state)) return false;
  for (const key of keys) {
    if (key.account !== caller.scope.account || key.KeyManager !== 'CUSTOMER') return false;
    if (key.Policy !== defaultPolicy(caller.scope)) return false;
  }
  return true;
}

async function judgeLater(operation: CompiledOperation, call: Progress): Promise<void> {
  const loaded = await loadJudge();
  judge = loaded.judge;
  const attestation = call.input.Recipient === undefined ? undefined : await loadAttestation();
  judge(operation, call, await attestation?.attestedFacts(call));
}
