import { plantSeeds } from '#seeds';
import type { World } from '../../contract/world.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { Beginning } from '../living-world.js';
import type { SeedPlace } from '../seeds/plant-seeds.js';
import { missingSeeds } from './missing-seeds.js';

/** Plants seeds into a store that has just been opened: all into an empty one, else those that it lacks, where they are wanted. */
export async function plantInto(
  world: World,
  place: SeedPlace,
  options: Beginning,
  latest: () => number,
): Promise<void> {
  const { keys, aliases, iam, seeds } = options;
  if (keys === undefined && aliases === undefined && iam === undefined) return;
  for (let planted = false; !planted; ) {
    const known = latest();
    // Another process may have begun the world while this one was about to.
    if (known > 0 && seeds !== 'missing') return;
    const wanted = seeds === 'missing' ? missingSeeds(world.state, place, options) : options;
    const write: World['write'] = (changes) => world.write(() => changesIfWanted(changes, known, latest));
    planted = await plantSeeds({ ...world, write }, place, wanted);
  }
}

/** Undefined where another process has begun the world meanwhile, or has planted what is refused now: it is looked at anew. */
function changesIfWanted(
  changes: Parameters<World['write']>[0],
  known: number,
  latest: () => number,
): ReturnType<typeof changes> {
  if (known === 0 && latest() > 0) return undefined;
  try {
    return changes();
  } catch (error) {
    if (latest() > known) return undefined;
    throw error;
  }
}

/** Plants all seeds into a world that was just emptied, in memory alone: the store is given the whole of it. */
export function plantAgain(world: World, place: SeedPlace, options: Beginning): MaybePromise<boolean> {
  const { keys, aliases, iam } = options;
  if (keys === undefined && aliases === undefined && iam === undefined) return true;
  const { state } = world;
  return plantSeeds({ ...world, write: (changes) => state.write(changes) }, place, options);
}
