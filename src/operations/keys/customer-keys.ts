import type { Scope } from '../../model/arn.js';
import type { State } from '../../state/state.js';

/** Keys that count against the quota: customer managed ones, in every key state. */
export function customerKeyCount(state: State, { id }: Scope): number {
  const all = state.group('keys', 'scope', id)?.size ?? 0;
  return all - (state.group('keys', 'awsManaged', id)?.size ?? 0);
}
