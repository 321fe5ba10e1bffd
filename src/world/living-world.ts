import type { CallHooks } from '../contract/hooks.js';
import type { World, Write } from '../contract/world.js';
import type { LocalKmsOptions, StartOptions } from '../options/options.js';
import type { Watch } from './call-hooks.js';
import type { Particular } from './particulars.js';
import type { WorldSnapshot } from './snapshot.js';

/** A world, with what its beginning, its store and its end take. */
export interface LivingWorld {
  readonly world: World;
  /** Lets someone see every call from now on, until the function returned is called. */
  readonly watch: Watch;
  snapshot(): WorldSnapshot;
  /** Checks first; a snapshot that cannot be restored changes nothing. */
  restore(snapshot: WorldSnapshot): void;
  /** What a store keeps beside the tables. */
  readonly particulars: readonly Particular[];
  /** All that calls and time change goes this way from now on. */
  useWriter(write: Write): void;
}

/** How a world begins, how it goes back, and how it ends. */
export interface Life {
  /** Lets no call pass before the world has begun, and none at all where it cannot. */
  readonly hooks: CallHooks;
  /** Throws while there is nothing to be looked at, because a store is not open yet. */
  requireOpen(): void;
  /** Back to the beginning: the seeds, and nothing else. */
  reset(): void;
  restore(snapshot: WorldSnapshot): void;
  /** Tells that a particular has changed. */
  changed(): void;
  ready(): Promise<void>;
  close(): Promise<void>;
}

export type Beginning = StartOptions & Pick<LocalKmsOptions, 'seeds' | 'store'>;
