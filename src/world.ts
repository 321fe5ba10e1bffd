import { backend } from '#crypto';
import { freshRandom } from './crypto/random-sources.js';
import { sealedTokens } from './crypto/sealed-tokens.js';
import { RESOURCE_QUOTAS } from './model/limits.js';
import type { LocalKmsOptions } from './options/options.js';
import type { World } from './pipeline/world.js';
import type { Clock } from './ports/clock.js';
import type { CallHooks } from './ports/hooks.js';
import { State } from './state/state.js';
import { simulatedOutsideWorld } from './testing/outside-world.js';

/** A world with nothing in it, as the options say. */
export function newWorld(options: LocalKmsOptions, clock: Clock, hooks: CallHooks): World {
  const random = freshRandom(backend);
  return {
    state: new State(),
    clock,
    random,
    crypto: backend,
    tokens: sealedTokens(backend, random.bytesOf('token secret', 32)),
    quotas: { ...RESOURCE_QUOTAS, ...options.quotas },
    hooks,
    outside: simulatedOutsideWorld(backend, random),
    transitionDelay: 0,
  };
}
