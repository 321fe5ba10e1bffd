import { once } from '../../bytes/memoize.js';
import type { CallInfo } from '../../contract/hooks.js';
import type { RequestRates } from '../../options/quotas.js';
import type { Clock } from '../../ports/clock.js';
import { loadRequestBuckets } from '../lazy.js';

/** Refuses what exceeds the request quotas; loads at the first call, because few worlds have any. */
export function refuseExcessCalls(clock: Clock, rates: RequestRates): (call: CallInfo) => Promise<void> {
  const buckets = once(async () => (await loadRequestBuckets()).requestBuckets(clock, rates));
  return async (call) => (await buckets())(call);
}
