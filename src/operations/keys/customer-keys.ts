import type { Scope } from '../../model/arn.js';
import { PREDEFINED_ALIASES } from '../../model/predefined-aliases.js';
import type { State } from '../../state/state.js';

/** Keys that count against the quota: customer managed ones, in every key state. */
export function customerKeyCount(state: State, { account, region, arnPrefix }: Scope): number {
  const all = state.group('keys', 'scope', `${account}/${region}`)?.size ?? 0;
  const awsManaged = PREDEFINED_ALIASES.filter(
    ({ service }) => state.get('aliases', `${arnPrefix}alias/aws/${service}`)?.targetKeyArn !== undefined,
  );
  return all - awsManaged.length;
}
