import type { State } from '../state/state.js';

/** Whether any user, role or account is known; else callers have no policies but those of their sessions and endpoints. */
export function hasIam(state: State): boolean {
  return state.count('identities') > 0 || state.count('accounts') > 0;
}
