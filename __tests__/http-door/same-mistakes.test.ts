import { connectLocalKms, type KmsServer, type RemoteLocalKms, serve } from '../../src/http-door/http.js';
import { type LocalKms, localKms } from '../../src/index.js';

/** The local handle has the same names, and answers at once. A mistake is of a type that both refuse, hence the `never`. */
type Handle = RemoteLocalKms;
const as = (mistake: unknown) => mistake as never;

const NOT_OPERATIONS = ['Seal', '', 5, null, {}, class Seal {}];
const NOT_FILTERS = [5, 'x', null, [], { colour: 1 }];
const NOT_OBJECTS = [5, 'text', null, [], undefined];
const IDS = ['..', '.', 'a/b', '%2e', '%2e%2e', '%', '?', '#', 'a b', 'é', '\\', ''];
const ARN = 'arn:aws:iam::111122223333:role/a';

type Mistake = readonly [name: string, act: (kms: Handle) => unknown];

/** A mistake for each value. */
function each(name: string, values: readonly unknown[], act: (kms: Handle, value: never) => unknown): Mistake[] {
  const shown = (value: unknown) =>
    typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return values.map((value) => [`${name} ${shown(value)}`, (kms) => act(kms, as(value))]);
}

const MISTAKES: readonly Mistake[] = [
  ...each('calls', [...NOT_OPERATIONS, ...NOT_FILTERS], (kms, of) => kms.calls(of)),
  ...each('calls, operation', NOT_OPERATIONS, (kms, operation) => kms.calls({ operation })),
  ...each('calls, keyId', [5, null], (kms, keyId) => kms.calls({ keyId })),
  ...each('calls, caller', [5, { colour: 'x' }, { region: 5 }], (kms, caller) => kms.calls({ caller })),
  ...each('calls, outcome', ['lost', 5], (kms, outcome) => kms.calls({ outcome })),
  ...each('calls, error', [5, null], (kms, error) => kms.calls({ error })),
  ...each('countSends', NOT_OPERATIONS, (kms, operation) => kms.countSends(operation)),
  ...each('on', ['key', 5, undefined], (kms, event) => kms.on(event, () => {})),
  ...each('on, listener', [5, undefined, {}], (kms, listener) => kms.on('call', listener)),
  ...each('key', [...IDS, 5, null, undefined, {}], (kms, id) => kms.key(id)),
  ...each('findKey', [...IDS, 5, null, undefined, {}], (kms, id) => kms.findKey(id)),
  ...each('faults.add', [...NOT_OBJECTS, {}, { colour: 1 }], (kms, fault) => kms.faults.add(fault)),
  ...each('faults.add, error', ['NoSuchException', 5, null, {}], (kms, error) => kms.faults.add({ error })),
  ...each('faults.add, operation', NOT_OPERATIONS, (kms, operation) => kms.faults.add({ operation, delay: 1 })),
  ...each('faults.add, delay', [-1, Number.NaN, 'x'], (kms, delay) => kms.faults.add({ delay })),
  ...each('faults.add, times', [0, -1, 1.5, 'x'], (kms, times) => kms.faults.add({ delay: 1, times })),
  ...each('clock.set', ['soon', Number.NaN, new Date(Number.NaN), null, undefined, {}, 1e300], (kms, date) =>
    kms.clock.set(date),
  ),
  ...each('clock.advance', [...NOT_OBJECTS, {}, { weeks: 1 }, { days: -1 }, { days: 'x' }], (kms, by) =>
    kms.clock.advance(by),
  ),
  ...each('clock.advance, days', [Number.NaN, Number.POSITIVE_INFINITY, 1e9, undefined, null], (kms, days) =>
    kms.clock.advance({ days }),
  ),
  ...each('events', [...NOT_FILTERS, { readOnly: 'yes' }, { eventName: 'Seal' }, { eventType: 5 }], (kms, filter) =>
    kms.events(filter),
  ),
  ...each('can', [...NOT_OBJECTS, {}, { operation: 'Seal' }, { operation: 'Decrypt', colour: 1 }], (kms, question) =>
    kms.can(question),
  ),
  ...each('can, principal', ['x', 5, null], (kms, principal) => kms.can({ principal, operation: 'ListKeys' })),
  ...each('explain', [...IDS, 5, null, undefined, {}, new Error('x')], (kms, of) => kms.explain(of)),
  ...each('explain, requestId', IDS, (kms, requestId) => kms.explain({ requestId })),
  ...each('access', [5, 'x', null, [], { colour: 1 }, { principals: 5 }], (kms, question) => kms.access(question)),
  ...each('leastPrivilege', [...IDS, 5, null, undefined, ARN], (kms, principal) =>
    kms.policies.leastPrivilege(principal),
  ),
  ...each('leastPrivilege, options', [5, null, { colour: 1 }], (kms, options) =>
    kms.policies.leastPrivilege(ARN, options),
  ),
  ...each('replay', [...NOT_OBJECTS, {}, { colour: 1 }], (kms, policies) => kms.policies.replay(policies)),
  ...(['putRole', 'putUser', 'putPolicy'] as const).flatMap((put) => [
    ...each(put, IDS, (kms, arn) => kms.iam[put](arn, as({ policies: [] }))),
    ...each(`${put}, value`, [5, 'x', null, [], undefined, { colour: 1 }], (kms, value) => kms.iam[put](ARN, value)),
  ]),
  ...(['deleteRole', 'deleteUser', 'deletePolicy'] as const).flatMap((remove) =>
    each(remove, [...IDS, ARN], (kms, arn) => kms.iam[remove](arn)),
  ),
  ...(['putServiceControlPolicies', 'putResourceControlPolicies'] as const).flatMap((put) => [
    ...each(put, IDS, (kms, account) => kms.iam[put](account, [])),
    ...each(`${put}, levels`, [5, 'x', null, {}, undefined, [5]], (kms, levels) =>
      kms.iam[put]('111122223333', levels),
    ),
  ]),
  ...each('putOrganization', [5, 'x', null, [], { colour: 1 }], (kms, organization) =>
    kms.iam.putOrganization(organization),
  ),
  ...each('restore', [...NOT_OBJECTS, {}, { version: 5 }], (kms, snapshot) => kms.restore(snapshot)),
];

/** Its class and message; undefined where nothing is refused. */
async function refusalOf(kms: Handle, act: Mistake[1]): Promise<unknown> {
  try {
    await act(kms);
    return undefined;
  } catch (error) {
    return { class: Object.getPrototypeOf(error), message: (error as Error).message };
  }
}

let server: KmsServer;
let local: LocalKms;

beforeAll(async () => {
  local = localKms();
  server = await serve(localKms());
});

afterAll(() => server.close());

describe('a mistake', () => {
  it.each(MISTAKES)('is refused alike by both handles: %s', async (_, act) => {
    const refusal = await refusalOf(local as unknown as Handle, act);
    expect(await refusalOf(connectLocalKms(server.url), act)).toEqual(refusal);
  });

  it.each(['putRole', 'deleteRole', 'putPolicy', 'putServiceControlPolicies'] as const)(
    'is refused before it is asked where a name is no text: %s',
    async (method) => {
      await expect(connectLocalKms(server.url).iam[method](as(undefined), as({}))).rejects.toThrow(
        new TypeError('[localkms] id is missing: expected an ARN, or the id of an account'),
      );
    },
  );
});
