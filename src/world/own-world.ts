import { backend } from '#crypto';
import { fromBase64, toBase64 } from '../bytes/base64.js';
import type { CallHooks } from '../contract/hooks.js';
import type { World, Write } from '../contract/world.js';
import { freshRandom, type SeededRandom, seededRandom } from '../crypto/random-sources.js';
import { type SealedTokens, sealedTokens } from '../crypto/sealed-tokens.js';
import { RESOURCE_QUOTAS } from '../model/limits.js';
import { ownMembers } from '../options/checks.js';
import type { LocalKmsOptions } from '../options/options.js';
import { randomSeedOptions } from '../options/random-seed.js';
import type { Clock } from '../ports/clock.js';

import type { RandomSource } from '../ports/random-source.js';
import { DUE_DATES } from '../rules/settle/timetable.js';
import { State } from '../state/state.js';
import { watchers } from './call-hooks.js';
import type { LivingWorld } from './living-world.js';
import type { Outside } from './outside.js';
import type { Particular } from './particulars.js';
import { simulatedOutside } from './simulated-outside.js';
import { openSnapshot, type WorldSnapshot, worldSnapshot } from './snapshot.js';

/** A world, and the handles on it that operations do not have. */
export interface OwnWorld extends LivingWorld {
  readonly outside: Outside;
}

type ChangeableWorld = World & { tokens: SealedTokens; hooks: CallHooks; write: Write };

// Choices that stay fresh in a seeded world: they make ciphertext of the same plaintext different each time.
const OUTPUT_PURPOSES: ReadonlySet<string> = new Set(['nonce', 'nonce of an external key']);

/** A world with nothing in it, as the options say. */
export function newWorld(options: LocalKmsOptions, clock: Clock & { readonly particular: Particular }): OwnWorld {
  const seed = options.randomSeed === undefined ? undefined : randomSeedOptions(options.randomSeed);
  const seeded = seed && seededRandom(seed.value, backend, (purpose) => !seed.outputs && OUTPUT_PURPOSES.has(purpose));
  const random: RandomSource = seeded ?? freshRandom(backend);
  const { outside, backends } = simulatedOutside(backend, random);
  const secret = random.bytesOf('token secret', 32);
  const state = new State(DUE_DATES);
  const { mode, strictPrincipals } = ownMembers(options.iam ?? {});
  const world: ChangeableWorld = {
    state,
    write: (changes) => state.write(changes),
    clock,
    random,
    crypto: backend,
    tokens: sealedTokens(backend, secret),
    quotas: { ...RESOURCE_QUOTAS, ...options.quotas },
    hooks: {},
    outside: backends,
    ...(options.attestationRoot && { attestationRoot: options.attestationRoot }),
    transitionDelay: options.transitionDelay ?? 0,
    deterministicOutputs: seed?.outputs ?? false,
    // Planting `iam` checks it.
    strictPrincipals: strictPrincipals === true,
    reportsDenials: mode === 'report',
  };
  return {
    world,
    outside,
    watch: watchers((hooks) => {
      world.hooks = hooks;
    }),
    useWriter(write) {
      world.write = write;
    },
    ...snapshots(world, toBase64(secret), seeded, clock.particular),
  };
}

/** Takes snapshots of a world and goes back to them. */
function snapshots(
  world: ChangeableWorld,
  firstSecret: string,
  seeded: SeededRandom | undefined,
  clock: Particular,
): Pick<OwnWorld, 'snapshot' | 'restore' | 'particulars'> {
  let tokenSecret = firstSecret;
  // Snapshots of this very world need no check, and the latest of them is restored at the cost of what happened since.
  const taken = new WeakMap<WorldSnapshot, ReturnType<typeof openSnapshot>>();
  function useSecret(secret: string): void {
    if (secret === tokenSecret) return;
    tokenSecret = secret;
    world.tokens = sealedTokens(world.crypto, fromBase64(secret));
  }
  return {
    particulars: [
      { id: 'tokenSecret', value: () => tokenSecret, adopt: (secret) => useSecret(secret as string) },
      ...(seeded ? [turnsOf(seeded)] : []),
      clock,
    ],
    snapshot() {
      const particulars = { tokenSecret, ...(seeded && { turns: seeded.turns() }) };
      const records = world.state.snapshot();
      const snapshot = worldSnapshot(particulars, records);
      taken.set(snapshot, { ...particulars, records });
      return snapshot;
    },
    restore(given) {
      const known = taken.get(given);
      const { turns = {}, tokenSecret: secret, records } = known ?? openSnapshot(given);
      world.state.restore(records);
      seeded?.restoreTurns(turns);
      useSecret(secret);
    },
  };
}

/** Of several processes that take from the same streams, the one that is ahead counts. */
function turnsOf(seeded: SeededRandom): Particular {
  return {
    id: 'turns',
    value: () => seeded.turns(),
    adopt(stored) {
      const turns = { ...seeded.turns() };
      for (const [purpose, turn] of Object.entries(stored)) turns[purpose] = Math.max(turn, turns[purpose] ?? 0);
      seeded.restoreTurns(turns);
    },
  };
}
