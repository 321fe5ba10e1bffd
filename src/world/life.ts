import { plantSeeds } from '#seeds';
import { refuse } from '../options/checks.js';
import { isPromise, whenReady } from '../ports/maybe-promise.js';
import { loadStoredLife } from './lazy.js';
import type { Beginning, Life, LivingWorld } from './living-world.js';
import type { SeedPlace } from './seeds/plant-seeds.js';

/** Plants the seeds of a new world; wrong ones throw here, or at every call where they could only be read later. */
export function beginLife(own: LivingWorld, place: SeedPlace, options: Beginning): Life {
  const { keys, aliases, iam, store } = options;
  if (store !== undefined) return lifeInStore(own, place, options);
  if (options.seeds !== undefined) refuse('options.seeds', 'only a world with a store has a choice of when');
  const planted =
    keys === undefined && aliases === undefined && iam === undefined
      ? undefined
      : plantSeeds(own.world, place, options);
  let beginning = own.snapshot();
  let pending = isPromise(planted)
    ? planted.then(() => {
        beginning = own.snapshot();
        pending = undefined;
      })
    : undefined;
  // The first call tells; until then nobody listens, and that must not end the process.
  pending?.catch(() => {});
  return {
    hooks: pending === undefined ? {} : { before: () => pending },
    requireOpen() {},
    reset: () => own.restore(beginning),
    restore: (snapshot) => own.restore(snapshot),
    changed() {},
    ready: async () => pending,
    async close() {
      own.watch({ before: refuseClosed });
    },
  };
}

function refuseClosed(): never {
  throw new Error('[localkms] this world is closed');
}

/** What keeps a world in a store is loaded with the first such world. */
function lifeInStore(own: LivingWorld, place: SeedPlace, options: Beginning): Life {
  let life: Life | undefined;
  const loading = loadStoredLife().then(({ storedLife }) => {
    life = storedLife(own, place, options);
    return life;
  });
  function loaded(): Life {
    if (life === undefined) throw new Error('[localkms] the store is not open yet: await kms.ready() first');
    return life;
  }
  return {
    hooks: {
      before: (call) => whenReady(life ?? loading, ({ hooks }) => hooks.before?.(call)),
      after: (call, outcome) => life?.hooks.after?.(call, outcome),
    },
    requireOpen: () => loaded().requireOpen(),
    reset: () => loaded().reset(),
    restore: (snapshot) => loaded().restore(snapshot),
    changed: () => life?.changed(),
    ready: async () => (await loading).ready(),
    close: async () => (await loading).close(),
  };
}
