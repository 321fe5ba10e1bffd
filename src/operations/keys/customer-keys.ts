import type { Scope } from '../../model/arn.js';
import type { State } from '../../state/state.js';

/** Keys that count against the quota: customer managed ones, in every key state. */
export function customerKeyCount(state: State, { account, region }: Scope): number {
  const scope = `${account}/${region}`;
  const all = state.group('keys', 'scope', scope)?.size ?? 0;
  return all - (state.group('keys', 'awsManaged', scope)?.size ?? 0);
}
