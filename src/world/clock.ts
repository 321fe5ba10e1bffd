import { timeOf } from '../options/time.js';
import type { Clock } from '../ports/clock.js';

const MILLISECONDS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000, milliseconds: 1 } as const;

/** A span of time; the members add up. */
export type Duration = { readonly [Unit in keyof typeof MILLISECONDS]?: number };

/** The time of a world. Nothing waits for it: what has become due happens before the next call. */
export interface TestClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Stops the clock at a date.
   * @throws RangeError for what is not a date
   */
  set(date: Date | number | string): void;
  /**
   * Puts the clock forward; it goes on as before, or stands still where it was stopped.
   * @throws RangeError for an unknown unit, or a number that is negative or not finite
   */
  advance(by: Duration): void;
  /** Follows `Date.now()` again, so also the fake timers of a test runner. */
  useSystemTime(): void;
}

/** `stoppedAt`: where the clock stands after `useSystemTime` is undone by `reset`; undefined: it follows `Date.now()`. */
export function testClock(stoppedAt: number | undefined): TestClock & Clock & { reset(): void } {
  let stopped = stoppedAt;
  let ahead = 0;
  return {
    now: () => (stopped ?? Date.now()) + ahead,
    set(date) {
      const time = timeOf(date);
      if (!Number.isFinite(time)) throw new RangeError(`[localkms] clock.set: ${String(date)} is not a date`);
      stopped = time;
      ahead = 0;
    },
    advance(by) {
      ahead += milliseconds(by);
    },
    useSystemTime() {
      stopped = undefined;
      ahead = 0;
    },
    reset() {
      stopped = stoppedAt;
      ahead = 0;
    },
  };
}

function milliseconds(by: Duration): number {
  let sum = 0;
  for (const [unit, amount] of Object.entries(by)) {
    if (!Object.hasOwn(MILLISECONDS, unit)) {
      const units = Object.keys(MILLISECONDS).join(', ');
      throw new RangeError(`[localkms] clock.advance: ${unit} is not one of ${units}`);
    }
    if (!(amount >= 0 && amount < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`[localkms] clock.advance: ${unit}: ${amount} is not a span of time; clock.set goes back`);
    }
    sum += amount * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  }
  return Math.round(sum);
}
