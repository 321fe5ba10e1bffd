import type { CallHooks, CallInfo } from '../ports/hooks.js';
import { inTurn, type MaybePromise } from '../ports/maybe-promise.js';

/** Several watchers as one: all of `before` in turn, then all of `keysFound`, then all of `after`; what none has is absent. */
export function joinHooks(hooks: readonly CallHooks[]): CallHooks {
  const before = hooks.flatMap((hook) => hook.before ?? []);
  const keysFound = hooks.flatMap((hook) => hook.keysFound ?? []);
  const after = hooks.flatMap((hook) => hook.after ?? []);
  return {
    ...(before.length > 0 && { before: eachInTurn<void>(before) }),
    ...(keysFound.length > 0 && { keysFound: eachInTurn(keysFound) }),
    ...(after.length > 0 && { after: toEach(after) }),
  };
}

function toEach(watchers: readonly Required<CallHooks>['after'][]): Required<CallHooks>['after'] {
  return (call, outcome) => {
    for (const watcher of watchers) watcher(call, outcome);
  };
}

type Watcher<Told> = (call: CallInfo, told: Told) => MaybePromise<void>;

/** Waits only for those that give a promise: without faults a call must not become slower. */
function eachInTurn<Told>(watchers: readonly Watcher<Told>[]): Watcher<Told> {
  return (call, told) => inTurn(watchers, tell, call, told);
}

function tell<Told>(watcher: Watcher<Told>, call: CallInfo, told: Told): MaybePromise<void> {
  return watcher(call, told);
}
