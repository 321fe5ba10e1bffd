import { isPlainObject, shown } from '../options/checks.js';
import { LATEST_TIME, timeOf } from '../options/time.js';
import type { Clock } from '../ports/clock.js';
import type { Particular } from './particulars.js';

const MILLISECONDS: { readonly [unit in keyof Duration]-?: number } = {
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1000,
  milliseconds: 1,
};

/** A span of time; the members add up. */
export interface Duration {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

/** The time of a world. Nothing waits for it: what has become due happens before the next call. */
export interface TestClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Stops the clock at a date: a Date, milliseconds since the epoch, or text that `new Date` reads.
   * @throws RangeError for what is not a date, or is after the year 9999; the clock stays as it was
   * @example kms.clock.set('2030-01-31T12:00:00Z')
   */
  set(date: Date | number | string): void;
  /**
   * Puts the clock forward; it goes on as before, or stands still where it was stopped.
   * @throws RangeError for an unknown unit, for a number that is negative or not finite, and where it would go past the year
   * 9999; the clock stays as it was
   * @example kms.clock.advance({ days: 7, hours: 12 })
   */
  advance(by: Duration): void;
  /** Follows `Date.now()` again, so also the fake timers of a test runner. */
  useSystemTime(): void;
}

/** How a clock was set by a program. */
export interface ClockSetting {
  /** Milliseconds since the epoch; absent: it follows `Date.now()`. */
  readonly stopped?: number;
  /** Milliseconds that it was put forward since. */
  readonly ahead: number;
}

/** What a world does with its clock. */
export interface OwnClock {
  /** As at first. */
  reset(): void;
  readonly particular: Particular;
}

/** `changed` is called when the program has set it. `stoppedAt`: where the clock stands after `useSystemTime` is undone by `reset`; undefined: it follows `Date.now()`. */
export function testClock(stoppedAt: number | undefined, changed: () => void): TestClock & Clock & OwnClock {
  let stopped = stoppedAt;
  let ahead = 0;
  let isSet = false;
  function use(time: number | undefined, by: number): void {
    stopped = time;
    ahead = by;
    isSet = true;
    changed();
  }
  const now = () => (stopped ?? Date.now()) + ahead;
  return {
    now,
    set(date) {
      use(checkedTime(date), 0);
    },
    advance(by) {
      const span = spanOf(by);
      if (now() + span > LATEST_TIME) refuse('advance: goes past the year 9999');
      use(stopped, ahead + span);
    },
    useSystemTime: () => use(undefined, 0),
    reset() {
      use(stoppedAt, 0);
      isSet = false;
    },
    particular: {
      id: 'clock',
      value: () => (isSet ? { ...(stopped !== undefined && { stopped }), ahead } : undefined),
      adopt(setting) {
        ({ stopped, ahead } = setting as ClockSetting);
        isSet = true;
      },
      isSet: () => isSet,
    },
  };
}

/** @throws RangeError for what is no date. */
export function checkedTime(date: Date | number | string): number {
  const time = timeOf(date);
  if (Number.isNaN(time)) refuse(`set: expected a date up to the year 9999; got ${shown(date)}`);
  return time;
}

/** In milliseconds. @throws RangeError for what is no span of time. */
export function spanOf(by: Duration): number {
  if (!isPlainObject(by) || Object.keys(by).length === 0) {
    refuse(`advance: expected a span of time, such as { days: 1 }; got ${shown(by)}`);
  }
  let sum = 0;
  for (const [unit, amount] of Object.entries(by)) {
    if (!Object.hasOwn(MILLISECONDS, unit)) {
      refuse(`advance: ${unit} is not one of ${Object.keys(MILLISECONDS).join(', ')}`);
    }
    if (typeof amount !== 'number' || !(amount >= 0 && amount < Number.POSITIVE_INFINITY)) {
      refuse(`advance.${unit}: expected a number from 0; got ${shown(amount)}; clock.set goes back`);
    }
    sum += amount * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  }
  return Math.round(sum);
}

function refuse(sentence: string): never {
  throw new RangeError(`[localkms] clock.${sentence}`);
}
