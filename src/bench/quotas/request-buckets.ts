import type { CallInfo } from '../../contract/hooks.js';
import { requestQuotaExceeded } from '../../model/faults/throttling.js';
import { REQUEST_QUOTAS } from '../../model/request-quotas.js';
import type { RequestRates } from '../../options/quotas.js';
import type { Clock } from '../../ports/clock.js';

interface Bucket {
  /** Requests that may still be made; fills up with time, to one second's worth or one request. */
  left: number;
  filledAt: number;
}

interface Rate {
  readonly name: string;
  readonly perSecond: number;
}

/** Refuses what exceeds the request quotas: each account and Region has a bucket per quota. */
export function requestBuckets(clock: Clock, rates: RequestRates): (call: CallInfo) => void {
  const rateOf = new Map<string, Rate>();
  for (const { name, requestsPerSecond, operations } of REQUEST_QUOTAS) {
    for (const operation of operations) rateOf.set(operation, { name, perSecond: requestsPerSecond });
  }
  // An operation with a rate of its own no longer shares the quota of its class.
  for (const [operation, perSecond] of Object.entries(rates)) rateOf.set(operation, { name: operation, perSecond });
  const buckets = new Map<string, Bucket>();

  return function checkRequestQuota({ operation, caller }) {
    const rate = rateOf.get(operation);
    if (rate === undefined) return;
    const id = `${caller.scope.account}/${caller.scope.region}/${rate.name}`;
    const now = clock.now();
    const full = Math.max(rate.perSecond, 1);
    const bucket = buckets.get(id) ?? { left: full, filledAt: now };
    buckets.set(id, bucket);
    bucket.left = Math.min(full, bucket.left + (Math.max(0, now - bucket.filledAt) / 1000) * rate.perSecond);
    bucket.filledAt = now;
    if (bucket.left < 1) throw requestQuotaExceeded();
    bucket.left -= 1;
  };
}
