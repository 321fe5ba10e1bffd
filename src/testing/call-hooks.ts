import type { CallHooks } from '../ports/hooks.js';
import { isPromise } from '../ports/maybe-promise.js';

/** Several watchers as one: all of `before` in turn, then all of `keysFound`, then all of `after`. */
export function joinHooks(hooks: readonly CallHooks[]): CallHooks {
  const before = hooks.flatMap((hook) => (hook.before ? [hook.before] : []));
  const keysFound = hooks.flatMap((hook) => (hook.keysFound ? [hook.keysFound] : []));
  const after = hooks.flatMap((hook) => (hook.after ? [hook.after] : []));
  return {
    before: inTurn(before),
    ...(keysFound.length > 0 && { keysFound: inTurn(keysFound) }),
    after(call, outcome) {
      for (const each of after) each(call, outcome);
    },
  };
}

/** Waits only for those that give a promise: without faults a call must not become slower. */
function inTurn<Arguments extends unknown[]>(
  functions: readonly ((...given: Arguments) => void | Promise<void>)[],
): (...given: Arguments) => void | Promise<void> {
  return function runInTurn(...given) {
    for (let at = 0; at < functions.length; at++) {
      const pending = functions[at]?.(...given);
      if (isPromise(pending)) return rest(pending, functions.slice(at + 1), given);
    }
  };
}

async function rest<Arguments extends unknown[]>(
  pending: Promise<void>,
  functions: readonly ((...given: Arguments) => void | Promise<void>)[],
  given: Arguments,
): Promise<void> {
  await pending;
  for (const each of functions) await each(...given);
}
