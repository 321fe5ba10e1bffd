import { dryRunSucceeded } from '../model/faults/validation.js';
import { isPromise, type MaybePromise } from '../ports/maybe-promise.js';
import { refuseBygone } from '../rules/bygone.js';
import { settle } from '../rules/settle/settle.js';
import type { CompiledOperation } from './compile.js';
import { NO_KEYS, type Progress, type Step } from './progress.js';
import { applyChanges } from './steps/apply-changes.js';
import { authorize } from './steps/authorize.js';
import { checkGrantTokens } from './steps/check-grant-tokens.js';
import { checkKey, checkKeyState, checkKeyUsage, checkOrigin } from './steps/check-keys.js';
import { findKeys, lookAgain } from './steps/find-keys.js';
import { handle } from './steps/handle.js';
import { recordLastUsage } from './steps/record-last-usage.js';

/** What happens to every call, in the order in which AWS KMS was seen to check. */
const STEPS: readonly Step[] = [
  // What time has brought about since the last call comes before this one.
  function settleTime(_, { world, now }) {
    const settled = settle(world, now);
    return isPromise(settled) ? settled.then(() => {}) : undefined;
  },
  function validateInput({ validate }, call) {
    call.input = validate(call.info.input);
  },
  findKeys,
  // Whoever watches the calls with certain keys may delay or end the call here; once, also where it starts over.
  function announceKeys(_, call) {
    if (call.keysTold) return undefined;
    call.keysTold = true;
    return call.world.hooks.keysFound?.(call.info, call.keys);
  },
  checkGrantTokens,
  lookAgain,
  authorize,
  function checkMembers(operation, call) {
    operation.checkMembers?.(call);
  },
  checkOrigin,
  checkKeyUsage,
  checkKeyState,
  checkKey,
  handle,
  // Behind all checks, so that it answers only where the call itself would have succeeded.
  function endDryRun(_, { input }) {
    if (input.DryRun === true) throw dryRunSucceeded();
  },
  applyChanges,
  recordLastUsage,
];

/** Carries out a call; starts over when its keys or a record that it changes were changed by another call meanwhile. */
export function run(operation: CompiledOperation, call: Progress): MaybePromise<object> {
  call.now = call.world.clock.now();
  return attempt(operation, call);
}

function attempt(operation: CompiledOperation, call: Progress): MaybePromise<object> {
  refuseBygone(call);
  call.keys = NO_KEYS;
  return goOn(operation, call, 0);
}

/** One step after the other, at once as long as nothing has to be awaited: every call comes through here. */
function goOn(operation: CompiledOperation, call: Progress, from: number): MaybePromise<object> {
  for (let next = from; next < STEPS.length; next++) {
    const pending = (STEPS[next] as Step)(operation, call);
    if (isPromise(pending)) return pending.then(() => goOn(operation, call, next + 1));
  }
  return call.applied && call.result !== undefined ? call.result.output : attempt(operation, call);
}
