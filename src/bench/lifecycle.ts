/** A world that can go back to its beginning. */
export interface Resettable {
  reset(): void;
}

/** A runner's `beforeEach`. */
export type BeforeEach = (hook: () => void) => unknown;

/** Before each test the world goes back to its seeds, without calls, faults and moved clock. Returns the world. */
export function resetBeforeEach<World extends Resettable>(world: World, beforeEach: BeforeEach | undefined): World {
  if (beforeEach === undefined) {
    throw new Error(
      '[localkms] there is no beforeEach here: call this in a test or setup file, or call reset() yourself',
    );
  }
  beforeEach(() => {
    world.reset();
  });
  return world;
}
