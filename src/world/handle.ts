import type { World } from '../contract/world.js';
import type { Caller } from '../model/caller.js';
import { expected } from '../options/checks.js';

/** What stands behind a handle: a world, and who visits it where nothing else tells. */
export interface BehindHandle {
  readonly world: World;
  callerIn(region: string): Caller;
  newRequestId(): string;
}

/** Registered, so that `localkms/http` of a second copy of this package finds it too. */
export const BEHIND: unique symbol = Symbol.for('localkms.behind');

/** What stands behind what `localKms()` gave. */
export function behindHandle(kms: unknown): BehindHandle {
  const { [BEHIND]: behind } = (kms ?? {}) as { readonly [BEHIND]?: BehindHandle };
  return behind ?? expected('kms', kms, 'what localKms() gave');
}
