import { inTurn, type MaybePromise, whenReady } from '../ports/maybe-promise.js';
import { applyChanges } from './steps/apply-changes.js';
import { authorize } from './steps/authorize.js';
import { checkGrantTokens } from './steps/check-grant-tokens.js';
import { checkFit, checkKeyState, checkKeyUsage, checkOrigin } from './steps/check-keys.js';
import { checkMembers } from './steps/check-members.js';
import { dryRun } from './steps/dry-run.js';
import { findKeys } from './steps/find-keys.js';
import { handle } from './steps/handle.js';
import { lookAgain } from './steps/keys-as-found.js';
import { recordLastUsage } from './steps/record-last-usage.js';
import { settleTime } from './steps/settle-time.js';
import type { CompiledOperation, Progress, Step } from './steps/step.js';
import { tellKeys } from './steps/tell-keys.js';
import { validateInput } from './steps/validate-input.js';

/** What happens to every call, in the order in which AWS KMS was seen to check. */
const STEPS: readonly Step[] = [
  settleTime,
  validateInput,
  findKeys,
  tellKeys,
  checkGrantTokens,
  lookAgain,
  authorize,
  checkMembers,
  checkOrigin,
  checkKeyUsage,
  checkKeyState,
  checkFit,
  handle,
  dryRun,
  applyChanges,
  recordLastUsage,
];

/** Carries out a call; starts over when its keys or a record that it changes were changed by another call meanwhile. */
export function run(compiled: CompiledOperation, call: Progress): MaybePromise<object> {
  call.keys.length = 0;
  return whenReady(inTurn(STEPS, take, compiled, call), () =>
    call.applied ? (call.result as { output: object }).output : run(compiled, call),
  );
}

function take(step: Step, compiled: CompiledOperation, call: Progress): MaybePromise<void> {
  return step(compiled, call);
}
