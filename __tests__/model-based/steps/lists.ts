import fc from 'fast-check';
import type { OperationName } from '../../../src/model/operation-types.js';
import type { TestKms } from '../../support/engine.js';
import type { Key, Model } from '../model.js';
import { any, keyStep, pick, type Step, step } from '../step.js';
import type { Walk } from '../walk.js';

/** A list of things that come and go: how to ask for it, and what it must tell. */
interface List {
  readonly operation: OperationName;
  readonly items: string;
  readonly input: (key: Key) => object;
  readonly tell: (item: Record<string, string>) => string | undefined;
  readonly known: (model: Model, key: Key) => Map<object, string>;
}

function named<T extends object>(all: Iterable<T>, name: (one: T) => string | undefined): Map<object, string> {
  const told = [...all].map((one): [object, string | undefined] => [one, name(one)]);
  return new Map(told.filter((entry): entry is [object, string] => entry[1] !== undefined));
}

const LISTS: readonly List[] = [
  {
    operation: 'ListKeys',
    items: 'Keys',
    input: () => ({}),
    tell: ({ KeyArn }) => KeyArn,
    known: (model, { region }) => named(model.keys, (key) => (key.region === region ? key.arn : undefined)),
  },
  {
    operation: 'ListAliases',
    items: 'Aliases',
    input: ({ arn }) => ({ KeyId: arn }),
    tell: ({ AliasArn }) => AliasArn,
    known: (model, key) => named(model.aliases.values(), (alias) => (alias.key === key ? alias.arn : undefined)),
  },
  {
    operation: 'ListGrants',
    items: 'Grants',
    input: ({ arn }) => ({ KeyId: arn }),
    tell: ({ GrantId }) => GrantId,
    known: (model, key) => named(model.grants.values(), (grant) => (grant.key === key ? grant.id : undefined)),
  },
  {
    operation: 'ListKeyRotations',
    items: 'Rotations',
    input: ({ arn }) => ({ KeyId: arn, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }),
    tell: ({ KeyMaterialId }) => KeyMaterialId,
    // Only materials whose id an answer has told.
    known: (_model, { family }) => named(family.materials, ({ id }) => id),
  },
];

const list = fc.constantFrom(...LISTS);
const limit = fc.integer({ min: 1, max: 3 });

const beginList = keyStep(
  'begin list',
  () => true,
  [list, limit],
  async (key, caller, model, _kms, what, Limit) => {
    const items = () => what.known(model, key);
    const page: Walk['page'] = async (Marker) => {
      const input = { ...what.input(key), Limit, ...(Marker && { Marker }) };
      const answer = (await caller.call(what.operation, input)) as Record<string, unknown>;
      const told = (answer[what.items] as Record<string, string>[]).map(what.tell);
      expect(told.length).toBeLessThanOrEqual(Limit);
      expect(answer.Truncated).toBe(answer.NextMarker !== undefined);
      return { told: told as string[], NextMarker: answer.NextMarker as string | undefined };
    };
    const isThere = () => what.operation === 'ListKeys' || key.family.keys.includes(key);
    model.walks.push({ page, items, isThere, unbroken: items(), seen: [] });
  },
);

/** Reads one more page; true where it was the last one. */
export async function nextPage(walk: Walk): Promise<boolean> {
  const now = walk.items();
  walk.unbroken = new Map([...walk.unbroken].filter(([item]) => now.has(item)));
  if (!walk.isThere()) return true;
  const { told, NextMarker } = await walk.page(walk.marker);
  walk.seen.push(...told);
  walk.marker = NextMarker;
  if (NextMarker !== undefined) return false;
  const times = [...walk.unbroken.values()].map((name) => [name, walk.seen.filter((seen) => seen === name).length]);
  expect(times).toEqual(times.map(([name]) => [name, 1]));
  return true;
}

const continueList = step(
  'next page',
  [any],
  async (model, _kms: TestKms, at) => {
    const walk = pick(model.walks, at);
    if (await nextPage(walk)) model.walks = model.walks.filter((other) => other !== walk);
  },
  ({ walks }) => walks.length > 0,
);

export const LIST_STEPS: readonly fc.Arbitrary<Step>[] = [
  beginList,
  beginList,
  continueList,
  continueList,
  continueList,
];
