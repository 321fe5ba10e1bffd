import type { CallHooks, Happening } from '../../contract/hooks.js';
import type { Clock } from '../../ports/clock.js';
import { type Entry, type RecordedCall, recordedCall, recording } from './recorded-call.js';

/** Enough for a test; a process that runs for days must not grow without end. */
export const MOST_CALLS = 1000;

/** Bytes and characters of inputs and outputs. A thousand calls of the largest plaintext and ciphertext are a tenth. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface CallLog {
  readonly hooks: CallHooks;
  /** The latest that pass, oldest first; whoever asks gets copies. */
  calls(passes: (entry: Entry) => boolean): RecordedCall[];
  /** The latest, oldest first: not copies. */
  entries(): readonly Entry[];
  /** The latest of what time did, oldest first: as many as calls. */
  happenings(): readonly Happening[];
  /** How many sends there were, of an operation or of all; also those that are no longer remembered. */
  countSends(operation?: string): number;
  clear(): void;
}

/** Remembers the latest calls: so many at most, and no more than hold so many bytes; the latest one always. */
export function callLog(clock: Clock, most: number, mostBytes: number = MOST_BYTES): CallLog {
  // The oldest is at `first`; what is before it is forgotten.
  let entries: (Entry | undefined)[] = [];
  let first = 0;
  let bytes = 0;
  let sends = new Map<string, number>();
  let happenings: readonly Happening[] = [];

  function forgetTheOldest(): void {
    while (entries.length - first > most || (bytes > mostBytes && entries.length - first > 1)) {
      const oldest = entries[first] as Entry;
      oldest.forgotten = true;
      bytes -= oldest.size;
      entries[first++] = undefined;
    }
    // Only now and then, so that no call pays for more than one.
    if (first * 2 > entries.length) {
      entries = entries.slice(first);
      first = 0;
    }
  }

  const remembered = () => entries.filter((entry) => entry !== undefined);

  return {
    hooks: {
      happened(told) {
        happenings = [...happenings, ...told].slice(-most);
      },
      ...recording(clock, {
        begun(entry) {
          if (entry.attempt === 1) sends.set(entry.operation, (sends.get(entry.operation) ?? 0) + 1);
          entries.push(entry);
          bytes += entry.size;
          forgetTheOldest();
        },
        ended(entry, grownBy) {
          if (entry.forgotten) return;
          bytes += grownBy;
          forgetTheOldest();
        },
      }),
    },
    calls: (passes) => remembered().filter(passes).map(recordedCall),
    entries: remembered,
    happenings: () => happenings,
    countSends(operation) {
      if (operation !== undefined) return sends.get(operation) ?? 0;
      return Array.from(sends.values()).reduce((sum, count) => sum + count, 0);
    },
    clear() {
      for (const entry of entries) if (entry !== undefined) entry.forgotten = true;
      entries = [];
      first = 0;
      bytes = 0;
      sends = new Map();
      happenings = [];
    },
  };
}
