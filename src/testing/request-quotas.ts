import { once } from '../crypto/backend/shared/memoize.js';
import type { Clock } from '../ports/clock.js';
import type { CallInfo } from '../ports/hooks.js';
import type { RequestRates } from './request-buckets.js';

/** Refuses what exceeds the request quotas; loads at the first call, because few worlds have any. */
export function requestQuotas(clock: Clock, rates: RequestRates): (call: CallInfo) => Promise<void> {
  const buckets = once(async () => (await import('./request-buckets.js')).requestBuckets(clock, rates));
  return async (call) => (await buckets())(call);
}
