import fc from 'fast-check';
import type { TestKms } from '../support/engine.js';
import { type Key, type Model, stateOf } from './model.js';

export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-south-1'] as const;

/** A call to both the world and the model. Numbers pick from what there is when it comes to run. */
type Act<Args extends unknown[]> = (model: Model, kms: TestKms, ...args: Args) => Promise<void>;

export type Step = fc.AsyncCommand<Model, TestKms>;

/** How many steps have run. */
export const ran = { steps: 0 };

/** One kind of step, with arguments of chance; it is left out of a sequence where it is not possible. */
export function step<Args extends unknown[]>(
  name: string,
  args: { [A in keyof Args]: fc.Arbitrary<Args[A]> },
  act: Act<Args>,
  isPossible: (model: Model) => boolean = () => true,
): fc.Arbitrary<Step> {
  return fc.tuple<Args>(...args).map((given) => ({
    check: isPossible,
    async run(model, kms) {
      await act(model, kms, ...given);
      ran.steps += 1;
    },
    toString: () => `${name}(${given.map((arg) => JSON.stringify(arg)).join(', ')})`,
  }));
}

/** A number that picks one of however many there are. */
export const any: fc.Arbitrary<number> = fc.nat(10_000);
export const region: fc.Arbitrary<string> = fc.constantFrom(...REGIONS);

export function pick<T>(from: readonly T[], at: number): T {
  const picked = from[at % from.length];
  if (picked === undefined) throw new Error('there is nothing to pick from: the step is not possible');
  return picked;
}

/** A step with a key: mostly one that suits it, so that not all steps are refused. */
export function keyStep<Args extends unknown[]>(
  name: string,
  suits: (key: Key) => boolean,
  args: { [A in keyof Args]: fc.Arbitrary<Args[A]> },
  act: (key: Key, caller: Pick<TestKms, 'call'>, model: Model, kms: TestKms, ...args: Args) => Promise<void>,
  isPossible: (model: Model) => boolean = () => true,
): fc.Arbitrary<Step> {
  return step<[number, boolean, ...Args]>(
    name,
    [any, fc.boolean(), ...args],
    async (model, kms, at, choosy, ...given) => {
      const suitable = choosy ? model.keys.filter(suits) : [];
      const key = pick(suitable.length > 0 ? suitable : model.keys, at);
      await act(key, kms.as({ region: key.region }), model, kms, ...given);
    },
    (model) => model.keys.length > 0 && isPossible(model),
  );
}

export function isUsable(key: Key): boolean {
  return stateOf(key) === 'Enabled';
}
