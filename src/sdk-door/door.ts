import type { World } from '../contract/world.js';
import type { Caller } from '../model/caller.js';
import type { Unhandled } from './unhandled.js';

/** What stands behind the door: a world, and who its visitors are. */
export interface Door extends Unhandled {
  readonly world: World;
  /** Set by an option; otherwise the client's own. */
  readonly region: string | undefined;
  /** Whether the client's own middlewares make the request and read the response. */
  readonly wholeStack: boolean;
  callerIn(region: string): Caller;
  newRequestId(): string;
}

/** One `send`: what its attempts have in common. */
export interface Send {
  attempts: number;
  id: string | undefined;
}
