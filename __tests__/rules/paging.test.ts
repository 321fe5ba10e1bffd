import type { OperationName } from '../../src/model/operation-types.js';
import { OPERATIONS } from '../../src/operations/all-operations.js';
import { refusal, type TestKms, testKms } from '../support/engine.js';
import { createStore } from '../support/key-stores.js';

const PRINCIPAL = 'arn:aws:iam::000000000000:role/Retiring';
const ROTATION_DAYS = 100 * 86_400_000;

/** How a list gets its items: `add` makes one and `remove` takes it away, both by a name that sorts as it was made. */
interface Listed {
  readonly items: string;
  /** The most that one page holds, and what it holds where no Limit is given. */
  readonly max: number;
  readonly byDefault: number;
  /** Makes what the items belong to; returns the parameters of the list. */
  prepare(kms: TestKms): Promise<Record<string, unknown>>;
  /** Adds an item and returns what the list tells it by. */
  add(kms: TestKms, parameters: Record<string, unknown>, n: number): Promise<unknown>;
  remove?(kms: TestKms, parameters: Record<string, unknown>, told: unknown): Promise<unknown>;
  tell(item: never): unknown;
  /** Parameters for which a marker of the prepared ones is none. */
  readonly others?: (kms: TestKms) => Promise<Record<string, unknown>>;
}

async function newKey(kms: TestKms): Promise<{ KeyId: string }> {
  const { KeyMetadata } = await kms.call('CreateKey', {});
  return { KeyId: KeyMetadata.KeyId as string };
}

async function grant(kms: TestKms, KeyId: unknown): Promise<string> {
  const input = { KeyId, GranteePrincipal: PRINCIPAL, RetiringPrincipal: PRINCIPAL, Operations: ['Encrypt'] };
  return (await kms.call('CreateGrant', input)).GrantId;
}

const LISTS: { readonly [operation in OperationName]?: Listed } = {
  DescribeCustomKeyStores: {
    items: 'CustomKeyStores',
    max: 1000,
    byDefault: 1000,
    prepare: async () => ({}),
    add: (kms, _, n) =>
      createStore(kms, 'EXTERNAL_KEY_STORE', { CustomKeyStoreName: `${n}`, XksProxyUriPath: `/${n}/kms/xks/v1` }),
    remove: (kms, _, CustomKeyStoreId) => kms.call('DeleteCustomKeyStore', { CustomKeyStoreId }),
    tell: ({ CustomKeyStoreId }) => CustomKeyStoreId,
  },
  ListAliases: {
    items: 'Aliases',
    max: 100,
    byDefault: 50,
    prepare: newKey,
    async add(kms, { KeyId }, n) {
      await kms.call('CreateAlias', { AliasName: `alias/${n}`, TargetKeyId: KeyId });
      return `alias/${n}`;
    },
    remove: (kms, _, AliasName) => kms.call('DeleteAlias', { AliasName }),
    tell: ({ AliasName }) => AliasName,
    others: newKey,
  },
  ListGrants: {
    items: 'Grants',
    max: 100,
    byDefault: 50,
    prepare: newKey,
    add: (kms, { KeyId }) => grant(kms, KeyId),
    remove: (kms, { KeyId }, GrantId) => kms.call('RevokeGrant', { KeyId, GrantId }),
    tell: ({ GrantId }) => GrantId,
    others: newKey,
  },
  ListKeyRotations: {
    items: 'Rotations',
    max: 1000,
    byDefault: 100,
    async prepare(kms) {
      const key = await newKey(kms);
      await kms.call('EnableKeyRotation', { ...key, RotationPeriodInDays: 100 });
      return key;
    },
    async add(kms) {
      kms.advance(ROTATION_DAYS);
      return kms.now;
    },
    tell: ({ RotationDate }: { RotationDate: Date }) => RotationDate.getTime(),
    others: newKey,
  },
  ListKeys: {
    items: 'Keys',
    max: 1000,
    byDefault: 100,
    prepare: async () => ({}),
    add: async (kms) => (await newKey(kms)).KeyId,
    async remove(kms, _, KeyId) {
      await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
      kms.advance(7 * 86_400_000);
    },
    tell: ({ KeyId }) => KeyId,
  },
  ListResourceTags: {
    items: 'Tags',
    max: 50,
    byDefault: 50,
    prepare: newKey,
    async add(kms, { KeyId }, n) {
      await kms.call('TagResource', { KeyId, Tags: [{ TagKey: `${n}`, TagValue: '' }] });
      return `${n}`;
    },
    remove: (kms, { KeyId }, TagKey) => kms.call('UntagResource', { KeyId, TagKeys: [TagKey] }),
    tell: ({ TagKey }) => TagKey,
    others: newKey,
  },
  ListRetirableGrants: {
    items: 'Grants',
    max: 100,
    byDefault: 50,
    prepare: async () => ({ RetiringPrincipal: PRINCIPAL }),
    add: async (kms) => grant(kms, (await newKey(kms)).KeyId),
    async remove(kms, _, GrantId) {
      const { Grants } = await kms.call('ListRetirableGrants', { RetiringPrincipal: PRINCIPAL });
      const { KeyId } = Grants.find((one) => one.GrantId === GrantId) ?? {};
      await kms.call('RevokeGrant', { KeyId, GrantId });
    },
    tell: ({ GrantId }) => GrantId,
    others: async () => ({ RetiringPrincipal: 'arn:aws:iam::000000000000:role/Other' }),
  },
};

const NAMES = Object.keys(LISTS) as OperationName[];

interface Page {
  readonly told: unknown[];
  readonly Truncated: boolean;
  readonly NextMarker?: string;
}

/** Keys, aliases, grants and tags in numbers that AWS's quotas for one key would not allow. */
function roomyKms(): TestKms {
  return testKms({ quotas: { aliasesPerKey: 2000, tagsPerKey: 2000, customKeyStores: 2000 } });
}

async function listing(name: OperationName, count: number) {
  const list = LISTS[name] as Listed;
  const kms = roomyKms();
  const parameters = await list.prepare(kms);
  const all: unknown[] = [];
  const add = async () => all.push(await list.add(kms, parameters, all.length));
  while (all.length < count) await add();
  async function page(input: object = {}, caller: Pick<TestKms, 'call'> = kms): Promise<Page> {
    const answer = (await caller.call(name, { ...parameters, ...input })) as Record<string, unknown>;
    const { [list.items]: items, ...paging } = answer;
    return { ...(paging as { Truncated: boolean }), told: (items as never[]).map(list.tell) };
  }
  return { list, kms, parameters, all, add, page };
}

describe('every operation with a Marker', () => {
  it('is in the table, but for the one list that is always whole', () => {
    const withMarker = Object.entries(OPERATIONS).filter(([, { input }]) => 'Marker' in input);
    expect(withMarker.map(([name]) => name).sort()).toEqual([...NAMES, 'ListKeyPolicies'].sort());
  });

  it('ListKeyPolicies has one policy on one page', async () => {
    const kms = testKms();
    const answer = await kms.call('ListKeyPolicies', { ...(await newKey(kms)), Limit: 1 });
    expect(answer).toEqual({ PolicyNames: ['default'], Truncated: false });
  });
});

describe.each(NAMES)('%s', (name) => {
  it('gives each item once, in the order in which they came, with any Limit', async () => {
    const { all, page } = await listing(name, 7);
    for (const Limit of [1, 2, 3, 6, 7, 8]) {
      const pages: Page[] = [];
      for (let next: string | undefined; ; ) {
        const got = await page({ Limit, Marker: next });
        pages.push(got);
        next = got.NextMarker;
        if (!got.Truncated) break;
      }
      expect(pages.flatMap(({ told }) => told)).toEqual(all);
      expect(pages).toHaveLength(Math.ceil(all.length / Limit));
      expect(pages.every(({ Truncated, NextMarker }) => Truncated === (NextMarker !== undefined))).toBe(true);
    }
  });

  it('gives all on one page that is not truncated, without a NextMarker', async () => {
    const { all, page } = await listing(name, 3);
    expect(await page()).toEqual({ told: all, Truncated: false });
    expect(await page({ Limit: 3 })).toEqual({ told: all, Truncated: false });
  });

  it('neither repeats nor hides an item when others come and go between two pages', async () => {
    const { list, kms, parameters, all, add, page } = await listing(name, 6);
    const first = await page({ Limit: 3 });
    const gone = list.remove === undefined ? [] : [all[0], all[2], all[4]];
    for (const told of gone) await list.remove?.(kms, parameters, told);
    await add();
    const second = await page({ Limit: 1000, Marker: first.NextMarker });
    expect(first.told).toEqual(all.slice(0, 3));
    expect(second.told).toEqual(all.slice(3).filter((told) => !gone.includes(told)));
    expect(second.Truncated).toBe(false);
  });

  it('gives an empty last page when the rest has gone', async () => {
    const { list, kms, parameters, all, page } = await listing(name, 3);
    if (list.remove === undefined) return;
    const { NextMarker } = await page({ Limit: 2 });
    await list.remove(kms, parameters, all[2]);
    expect(await page({ Marker: NextMarker })).toEqual({ told: [], Truncated: false });
  });

  it('takes a marker again, and with another Limit', async () => {
    const { all, page } = await listing(name, 5);
    const { NextMarker } = await page({ Limit: 1 });
    for (const Limit of [2, 2, 4]) {
      expect((await page({ Limit, Marker: NextMarker })).told).toEqual(all.slice(1, 1 + Limit));
    }
  });

  it.each([0, 1001])('refuses the Limit %d', async (Limit) => {
    const { page } = await listing(name, 1);
    const constraint = Limit === 0 ? 'greater than or equal to 1' : 'less than or equal to 1000';
    expect(await refusal(page({ Limit }))).toEqual({
      name: 'ValidationException',
      message: `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value ${constraint}`,
    });
  });

  const { max, byDefault } = LISTS[name] as Listed;
  it(`gives ${byDefault} items by default and ${max} at most, whatever the Limit`, async () => {
    // A thousand items are no more than what the schema allows to ask for: there is nothing to cap.
    const count = Math.min(max, 100) + 1;
    const { page } = await listing(name, count);
    expect((await page()).told).toHaveLength(Math.min(byDefault, count));
    expect((await page({ Limit: 1 })).told).toHaveLength(1);
    expect((await page({ Limit: Math.min(max, count) })).told).toHaveLength(Math.min(max, count));
    expect((await page({ Limit: 1000 })).told).toHaveLength(Math.min(max, count));
  });

  it('refuses a marker that it did not give for these parameters', async () => {
    const { list, kms, page } = await listing(name, 3);
    const { NextMarker } = (await page({ Limit: 1 })) as { NextMarker: string };
    const invalid = { name: 'InvalidMarkerException', message: 'The marker is not valid.' };
    const flipped = NextMarker.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const altered = ['x', ' ', '!', NextMarker.slice(0, -2), `${NextMarker}AA`, `A${NextMarker}`, flipped];
    for (const Marker of altered) expect(await refusal(page({ Marker }))).toEqual(invalid);
    const region = kms.as({ region: 'eu-west-1' });
    if (list.others === undefined) expect(await refusal(page({ Marker: NextMarker }, region))).toEqual(invalid);
    else expect(await refusal(page({ ...(await list.others(kms)), Marker: NextMarker }))).toEqual(invalid);
  });

  it('refuses a marker of another operation', async () => {
    const { kms, page } = await listing(name, 2);
    await newKey(kms);
    await newKey(kms);
    const other = name === 'ListKeys' ? 'ListAliases' : 'ListKeys';
    const { NextMarker } = await kms.call(other, { Limit: 1 });
    expect(NextMarker).toEqual(expect.any(String));
    expect((await refusal(page({ Marker: NextMarker }))).name).toBe('InvalidMarkerException');
  });

  it('refuses a marker of another account', async () => {
    const { list, kms, page } = await listing(name, 2);
    // A key or a principal as a parameter is of one account, and refused before the marker is read.
    if (list.others !== undefined) return;
    const { NextMarker } = await page({ Limit: 1 });
    const call = page({ Marker: NextMarker }, kms.as({ account: '123456789012' }));
    expect((await refusal(call)).name).toBe('InvalidMarkerException');
  });

  it('refuses a marker that is empty or too long, before anything else', async () => {
    const { page } = await listing(name, 1);
    for (const Marker of ['', 'x'.repeat(1025)]) {
      const constraint = Marker === '' ? 'greater than or equal to 1' : 'less than or equal to 1024';
      expect(await refusal(page({ Marker }))).toEqual({
        name: 'ValidationException',
        message: `1 validation error detected: Value '${Marker}' at 'marker' failed to satisfy constraint: Member must have length ${constraint}`,
      });
    }
  });
});
