import type { CallHooks, CallInfo, Happening } from '../contract/hooks.js';
import { inTurn, type MaybePromise } from '../ports/maybe-promise.js';

/**
 * Adds a watcher of calls, after those that are there: one that ends a call leaves the later ones out. A mere observer goes
 * `first`, and sees all. The function returned takes the watcher away.
 */
export type Watch = (hooks: CallHooks, place?: 'first' | 'last') => () => void;

/** Any number of watchers, made into one at each change: a call of a world that nobody watches pays nothing. */
export function watchers(joined: (hooks: CallHooks) => void): Watch {
  let all: readonly { readonly hooks: CallHooks }[] = [];
  function change(watching: typeof all): void {
    all = watching;
    joined(joinHooks(all.map(({ hooks }) => hooks)));
  }
  return function watch(hooks, place = 'last') {
    const added = { hooks };
    change(place === 'first' ? [added, ...all] : [...all, added]);
    return () => change(all.filter((one) => one !== added));
  };
}

/** All of `before` in turn, all of `keysFound`, and so on; what none has is absent. */
function joinHooks(hooks: readonly CallHooks[]): CallHooks {
  const before = hooks.flatMap((hook) => hook.before ?? []);
  const keysFound = hooks.flatMap((hook) => hook.keysFound ?? []);
  const after = hooks.flatMap((hook) => hook.after ?? []);
  const aborted = hooks.flatMap((hook) => hook.aborted ?? []);
  const happened = hooks.flatMap((hook) => hook.happened ?? []);
  return {
    ...(before.length > 0 && { before: eachInTurn<void>(before) }),
    ...(keysFound.length > 0 && { keysFound: eachInTurn(keysFound) }),
    ...(after.length > 0 && { after: each(after) }),
    ...(aborted.length > 0 && { aborted: each(aborted) }),
    ...(happened.length > 0 && { happened: each<readonly Happening[], void>(happened) }),
  };
}

function each<Of, Told>(watchers: readonly ((of: Of, told: Told) => void)[]): (of: Of, told: Told) => void {
  return (of, told) => {
    for (const watcher of watchers) watcher(of, told);
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
