import { wholeNumber } from '../options/checks.js';

/** One attempt of a `send`, as the SDK counts them: 0 is the first. */
export interface RetryTicket {
  getRetryCount(): number;
  getRetryDelay(): number;
  getRetryCost(): number;
}

/** What the SDK tells of an attempt that failed. */
export interface FailedAttempt {
  readonly errorType: string;
}

/** What the SDK takes as `retryStrategy`, in every version. */
export interface NoPauseRetry {
  acquireInitialRetryToken(scope: string): Promise<RetryTicket>;
  refreshRetryTokenForRetry(ticket: { getRetryCount(): number }, failed: FailedAttempt): Promise<RetryTicket>;
  recordSuccess(): void;
}

const checkAttempts = wholeNumber(1);

/** The kinds of errors that the SDK's own strategies send again. */
const RETRIED = ['THROTTLING', 'TRANSIENT'];

/**
 * A retry strategy that sends again what the SDK sends again, at once: it waits for no timer, so tests with faults take no
 * time and go on under fake timers.
 *
 * @example
 * const client = new KMSClient({ retryStrategy: noPauseRetry(3) });
 *
 * @param maxAttempts - how often a command is sent at most, the first time included: 1 or more. Default: 3, as the SDK's.
 * @throws TypeError where it is no whole number from 1 on
 */
export function noPauseRetry(maxAttempts = 3): NoPauseRetry {
  checkAttempts(maxAttempts, 'maxAttempts');
  return {
    acquireInitialRetryToken: async () => ticket(0),
    async refreshRetryTokenForRetry(before, { errorType }) {
      const retries = before.getRetryCount() + 1;
      // The SDK drops this error and throws the one of the attempt.
      if (retries >= maxAttempts || !RETRIED.includes(errorType)) throw new Error('[localkms] this is not sent again');
      return ticket(retries);
    },
    recordSuccess() {},
  };
}

function ticket(retries: number): RetryTicket {
  return { getRetryCount: () => retries, getRetryDelay: () => 0, getRetryCost: () => 0 };
}
