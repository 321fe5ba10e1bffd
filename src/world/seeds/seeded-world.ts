import { plantSeeds } from '#seeds';
import type { CallHooks } from '../../contract/hooks.js';
import type { World } from '../../contract/world.js';
import type { StartOptions } from '../../options/options.js';

import { isPromise } from '../../ports/maybe-promise.js';
import type { WorldSnapshot } from '../snapshot.js';
import type { SeedPlace } from './plant-seeds.js';

export interface SeededWorld {
  /** What `reset` goes back to. */
  beginning(): WorldSnapshot;
  /** Lets no call pass before all seeds are planted, and none at all where one of them cannot be. */
  readonly hooks: CallHooks;
}

/** Plants the seeds of a new world; wrong ones throw here, or at every call where they could only be read later. */
export function seedWorld(
  own: { readonly world: World; snapshot(): WorldSnapshot },
  place: SeedPlace,
  seeds: StartOptions,
): SeededWorld {
  const { keys, aliases, iam } = seeds;
  const isEmpty = keys === undefined && aliases === undefined && iam === undefined;
  const planted = isEmpty ? undefined : plantSeeds(own.world, place, seeds);
  let beginning = own.snapshot();
  if (!isPromise(planted)) return { beginning: () => beginning, hooks: {} };
  let pending: Promise<void> | undefined = planted.then(() => {
    beginning = own.snapshot();
    pending = undefined;
  });
  // The first call tells; until then nobody listens, and that must not end the process.
  pending.catch(() => {});
  return { beginning: () => beginning, hooks: { before: () => pending } };
}
