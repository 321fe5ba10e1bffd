import fc from 'fast-check';
import { EXCEPTIONS } from '../../src/model/exceptions.js';
import type { OperationName } from '../../src/model/operation-types.js';
import { OPERATIONS } from '../../src/operations/all-operations.js';
import { inputOf } from './inputs.js';
import { junk } from './junk.js';
import { ODD_NAMES, Odd } from './odd.js';
import { PLACES, type Place } from './places.js';
import type { Pool } from './pool.js';

/** When and by what a call is aborted: by signals of the platform, or those of @smithy/abort-controller. */
const ABORTS = ['never', 'before', 'soon', 'later', 'plain', 'plain before', 'plain soon', 'odd'] as const;

export interface PlannedCall {
  readonly operation: OperationName;
  readonly place: Place;
  readonly input: unknown;
  readonly abort?: (typeof ABORTS)[number];
}

/** Something of localkms itself, which refuses what cannot be by an error that names it. */
export type Deed =
  | { readonly does: 'advance' | 'set' | 'addFault' | 'ask' | 'restoreDamaged'; readonly value: unknown }
  | { readonly does: 'clearFaults' | 'reset' | 'restore' | 'restoreFromJson' | 'look' | 'clearCalls' };

export type Action =
  | { readonly call: PlannedCall }
  | { readonly atOnce: readonly PlannedCall[]; readonly meanwhile: Deed | undefined }
  | Deed;

/** Fewer of what takes long: an RSA key pair is derived for each. */
const SELDOM: ReadonlySet<OperationName> = new Set(['GetParametersForImport']);

function calls(pool: Pool): fc.Arbitrary<PlannedCall> {
  const names = Object.keys(OPERATIONS) as OperationName[];
  const each = names.map((operation) => ({
    weight: SELDOM.has(operation) ? 1 : 8,
    arbitrary: fc.record(
      {
        operation: fc.constant(operation),
        place: fc.constantFrom<Place>(...PLACES),
        input: inputOf(operation, pool),
        abort: fc.oneof({ weight: 6, arbitrary: fc.constant('never' as const) }, fc.constantFrom(...ABORTS)),
      },
      { requiredKeys: ['operation', 'place', 'input'] },
    ),
  }));
  return fc.oneof(...each);
}

const units = fc.constantFrom('days', 'hours', 'minutes', 'seconds', 'milliseconds', 'weeks', '__proto__');
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 1, 7, 30, 365, 1.5) },
  fc.constantFrom<unknown>(-1, 1e4, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY, '7', null, 7n),
);
/** Values of JSON, and undefined for what is left out. */
const damage = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, 0, -1, 1.5, 1e300, '', 'x', true, [], {}, [[1, {}]]),
  fc.jsonValue({ maxDepth: 2 }),
);
const odd = fc.constantFrom(...ODD_NAMES).map((name) => new Odd(name));

function faults(pool: Pool): fc.Arbitrary<unknown> {
  const right = fc.record(
    {
      operation: fc.constantFrom<unknown>('Encrypt', 'ListKeys', ['Decrypt', 'DescribeKey'], 'CreateKey'),
      keyId: fc.constantFrom(...pool.texts),
      nth: fc.integer({ min: 1, max: 3 }),
      times: fc.integer({ min: 1, max: 3 }),
      probability: fc.constantFrom(0, 0.5, 1),
      error: fc.constantFrom(...EXCEPTIONS, 'ECONNRESET', 'TimeoutError', 'ETIMEDOUT'),
      delay: fc.constantFrom(0, 1, 2),
    },
    { requiredKeys: ['error'] },
  );
  const wild = fc
    .dictionary(
      fc.constantFrom('operation', 'keyId', 'nth', 'after', 'times', 'probability', 'error', 'delay', 'x'),
      fc.oneof(junk, fc.constantFrom<unknown>('toString', '__proto__', -1, 0, 1)),
    )
    // What may be right may also be weeks.
    .filter(({ delay }) => !(typeof delay === 'number' && delay > 2 && delay < 2 ** 31));
  return fc.oneof({ weight: 5, arbitrary: right }, wild, odd);
}

function deeds(pool: Pool): fc.Arbitrary<Deed> {
  const withValue = <D extends string>(does: D, value: fc.Arbitrary<unknown>) =>
    fc.record({ does: fc.constant(does), value });
  const dates = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<unknown>('2030-01-01T00:00:00Z', '2031-06-01', new Date(0), 1.9e12) },
    fc.constantFrom<unknown>('2100-01-01', 8.64e15 + 1, -8.64e15 - 1, Number.NaN, '', 'x', null, true),
    odd,
  );
  return fc.oneof(
    { weight: 4, arbitrary: withValue('advance', fc.dictionary(units, amount, { maxKeys: 2 })) },
    { weight: 1, arbitrary: withValue('advance', junk) },
    { weight: 2, arbitrary: withValue('set', dates) },
    { weight: 4, arbitrary: withValue('addFault', faults(pool)) },
    { weight: 2, arbitrary: withValue('ask', fc.oneof(junk, fc.constantFrom(...pool.texts))) },
    ...(['clearFaults', 'reset', 'restore', 'restoreFromJson', 'look', 'clearCalls'] as const).map((does) => ({
      weight: does === 'reset' ? 1 : 2,
      arbitrary: fc.record({ does: fc.constant(does) }),
    })),
    { weight: 2, arbitrary: withValue('restoreDamaged', fc.record({ at: fc.nat(), value: damage })) },
  );
}

/** What is done in a world, one after the other. */
export function actionsIn(pool: Pool): fc.Arbitrary<Action> {
  const call = calls(pool);
  const deed = deeds(pool);
  return fc.oneof(
    { weight: 20, arbitrary: call.map((one): Action => ({ call: one })) },
    {
      weight: 3,
      arbitrary: fc.record({
        atOnce: fc.array(call, { minLength: 2, maxLength: 4 }),
        meanwhile: fc.option(deed, { nil: undefined }),
      }),
    },
    { weight: 4, arbitrary: deed },
  );
}
