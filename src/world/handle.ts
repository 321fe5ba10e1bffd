import type { World } from '../contract/world.js';
import type { CallerIn } from '../options/callers.js';
import { expected } from '../options/checks.js';
import type { CallerPlaceOptions } from '../options/options.js';

/** What stands behind a handle: a world, and who visits it where nothing else tells. */
export interface BehindHandle {
  readonly world: World;
  readonly callerIn: CallerIn;
  /** Who calls from a place, as `as` takes it; what cannot be is refused with its path. */
  callerFor(place: CallerPlaceOptions, path: string): CallerIn;
  newRequestId(): string;
}

/** Registered, so that `localkms/http` of a second copy of this package finds it too. */
export const BEHIND: unique symbol = Symbol.for('localkms.behind');

/** What stands behind what `localKms()` gave. */
export function behindHandle(kms: unknown): BehindHandle {
  const { [BEHIND]: behind } = (kms ?? {}) as { readonly [BEHIND]?: BehindHandle };
  return behind ?? expected('kms', kms, 'what localKms() gave');
}
