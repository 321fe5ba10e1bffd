import type { World } from '../../contract/world.js';
import type { Seeds } from '../../options/seeds/key-seed.js';
import type { SeedPlace } from './plant-seeds.js';

/** Before the first call is answered: a page without seeds does not load what reads them. */
export async function plantSeeds(world: World, place: SeedPlace, seeds: Seeds): Promise<void> {
  const { plantSeeds: plant } = await import('./plant-seeds.js');
  return plant(world, place, seeds);
}
