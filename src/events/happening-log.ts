import type { CallHooks, Happening } from '../contract/hooks.js';

export interface HappeningLog {
  readonly hooks: CallHooks;
  /** The latest, oldest first. */
  happenings(): readonly Happening[];
  clear(): void;
}

/** Remembers the latest of what AWS KMS did by itself: so many at most. */
export function happeningLog(most: number): HappeningLog {
  let latest: readonly Happening[] = [];
  return {
    hooks: {
      happened(happenings) {
        latest = [...latest, ...happenings].slice(-most);
      },
    },
    happenings: () => latest,
    clear() {
      latest = [];
    },
  };
}
