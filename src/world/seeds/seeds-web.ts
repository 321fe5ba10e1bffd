import type { World } from '../../contract/world.js';
import type { CallerOptions, StartOptions } from '../../options/options.js';
import type { SeedPlace } from './plant-seeds.js';

/** Before the first call is answered: a page without seeds does not load what reads them. */
export async function plantSeeds(world: World, place: SeedPlace, seeds: StartOptions): Promise<boolean> {
  const { plantSeeds: plant } = await import('./plant-seeds.js');
  return plant(world, place, seeds);
}

/** As `plantSeeds`: what few callers have is checked later. */
export async function checkCaller(options: CallerOptions, path: string): Promise<void> {
  const { checkCaller: check } = await import('../../options/iam/caller-option.js');
  check(options, path);
}
