import type { World } from '../../src/contract/world.js';
import { backend } from '../../src/crypto/backend/node/node-backend.js';
import { freshRandom } from '../../src/crypto/random-sources.js';
import { sealedTokens } from '../../src/crypto/sealed-tokens.js';
import { execute } from '../../src/engine.js';
import { scopeOf } from '../../src/model/arn.js';
import type { Caller } from '../../src/model/caller.js';
import { KmsFault } from '../../src/model/fault.js';
import { RESOURCE_QUOTAS, type ResourceQuotas } from '../../src/model/limits.js';
import type { OperationInput, OperationName, OperationOutput } from '../../src/model/operation-types.js';
import type { CryptoBackend } from '../../src/ports/crypto-backend.js';
import { DUE_DATES } from '../../src/rules/settle/timetable.js';
import { State } from '../../src/state/state.js';
import type { Outside } from '../../src/world/outside.js';
import { simulatedOutside } from '../../src/world/simulated-outside.js';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
export const START: number = Date.parse('2026-01-01T00:00:00Z');
export const DAY = 86_400_000;

/** Required members are typed `| undefined` in the SDK; tests also leave them out and give them wrongly. */
type LooseInput<N extends OperationName> = { [M in keyof OperationInput<N>]?: unknown };

/** Outputs as a test reads them: what should be there and is not fails the test anyway. */
type Answer<N extends OperationName> = {
  [M in keyof OperationOutput<N>]-?: Exclude<OperationOutput<N>[M], undefined>;
};

interface CallerPlace extends Pick<Caller, 'origin' | 'sessionPolicies'> {
  region?: string;
  account?: string;
  principal?: string;
}

export interface TestKms {
  readonly world: World;
  /** What custom key stores are backed by; fit for all until a test says otherwise. */
  readonly outside: Outside;
  /** Milliseconds since the epoch; tests set it. */
  now: number;
  advance(milliseconds: number): void;
  call<N extends OperationName>(operation: N, input: LooseInput<N>): Promise<Answer<N>>;
  /** The same world from another Region or account. */
  as(place: CallerPlace): Pick<TestKms, 'call'>;
}

/** The engine without an SDK around it: outputs and KmsFaults as the pipeline gives them. */
export function testKms({
  quotas,
  crypto = backend,
  world: given,
}: {
  quotas?: Partial<ResourceQuotas>;
  crypto?: CryptoBackend;
  world?: Partial<World>;
} = {}): TestKms {
  const kms = { now: START } as TestKms;
  let requests = 0;
  const random = freshRandom(crypto);
  const { outside, backends } = simulatedOutside(crypto, random);
  const state = new State(DUE_DATES);
  const world: World = {
    state,
    write: (changes) => state.write(changes),
    clock: { now: () => kms.now },
    random,
    crypto,
    tokens: sealedTokens(crypto, crypto.random(32)),
    quotas: { ...RESOURCE_QUOTAS, ...quotas },
    hooks: {},
    outside: backends,
    transitionDelay: 0,
    ...given,
  };
  const as: TestKms['as'] = ({ region = REGION, account = ACCOUNT, principal, ...how }) => {
    const caller = { scope: scopeOf(account, region), principal: principal ?? `arn:aws:iam::${account}:root`, ...how };
    return {
      async call(operation, input) {
        const requestId = `request-${++requests}`;
        return execute(world, {
          operation,
          input: input as Record<string, unknown>,
          caller,
          requestId,
          sendId: requestId,
          attempt: 1,
          signal: undefined,
        }) as never;
      },
    };
  };
  return Object.assign(kms, {
    world,
    outside,
    as,
    advance(milliseconds: number) {
      kms.now += milliseconds;
    },
    call: as({}).call,
  });
}

/** Name and message of the refusal, `message` undefined where AWS sends none; anything but a KmsFault fails the test. */
export async function refusal(call: Promise<unknown>): Promise<{ name: string; message: string | undefined }> {
  const answer = await call.then(
    (output) => ({ output }),
    (error: unknown) => ({ error }),
  );
  if ('output' in answer) throw new Error(`expected a refusal, got ${JSON.stringify(answer.output)}`);
  if (!(answer.error instanceof KmsFault)) throw answer.error;
  return { name: answer.error.name, message: answer.error.wireMessage };
}
