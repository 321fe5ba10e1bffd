import { RESOURCE_QUOTAS, type ResourceQuotas } from '../../../src/model/limits.js';
import { refusal, type TestKms, testKms } from '../../support/engine.js';
import { createStore } from '../../support/key-stores.js';

const EXAMPLE = 'arn:aws:iam::000000000000:role/Example';

async function newKey(kms: Pick<TestKms, 'call'>): Promise<string> {
  return (await kms.call('CreateKey', {})).KeyMetadata.KeyId as string;
}

function policyOf(bytes: number): string {
  const Statement = [{ Sid: '', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' }];
  const [before, after] = JSON.stringify({ Version: '2012-10-17', Statement }).split('""') as [string, string];
  return `${before}"${'x'.repeat(bytes - before.length - after.length - 2)}"${after}`;
}

/** One more of each resource, and the answer when it is one too many. */
interface Limited {
  readonly quota: keyof ResourceQuotas;
  prepare?(kms: TestKms): Promise<string>;
  add(kms: TestKms, KeyId: string, n: number): Promise<unknown>;
  readonly error: (KeyId: string) => { name: string; message: string };
}

const arn = (KeyId: string) => `arn:aws:kms:us-east-1:000000000000:key/${KeyId}`;
const exceeded = (message: string) => ({ name: 'LimitExceededException', message });

const LIMITED: readonly Limited[] = [
  {
    quota: 'keys',
    add: newKey,
    error: () => exceeded('Key quota for this account in this region is 3 but the current usage is 3.'),
  },
  {
    quota: 'aliasesPerKey',
    prepare: newKey,
    add: (kms, TargetKeyId, n) => kms.call('CreateAlias', { AliasName: `alias/${n}`, TargetKeyId }),
    error: () => exceeded('Aliases per key quota for this account in this region is 3, current usage is 3.'),
  },
  {
    quota: 'grantsPerKey',
    prepare: newKey,
    add: (kms, KeyId) => kms.call('CreateGrant', { KeyId, GranteePrincipal: EXAMPLE, Operations: ['Encrypt'] }),
    error: () => exceeded('Grants per key quota for this account in this region is 3.'),
  },
  {
    quota: 'customKeyStores',
    add: (kms, _, n) =>
      createStore(kms, 'EXTERNAL_KEY_STORE', { CustomKeyStoreName: `${n}`, XksProxyUriPath: `/${n}/kms/xks/v1` }),
    error: () => exceeded('Custom key store quota for this account in this region is 3 but the current usage is 3.'),
  },
  {
    quota: 'onDemandRotationsPerKey',
    prepare: newKey,
    async add(kms, KeyId) {
      const answer = await kms.call('RotateKeyOnDemand', { KeyId });
      kms.advance(3_600_000);
      return answer;
    },
    error: (KeyId) =>
      exceeded(
        `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${arn(KeyId)}`,
      ),
  },
  {
    quota: 'tagsPerKey',
    prepare: newKey,
    add: (kms, KeyId, n) => kms.call('TagResource', { KeyId, Tags: [{ TagKey: `${n}`, TagValue: '' }] }),
    error: () => ({ name: 'TagException', message: 'Too many tags' }),
  },
];

describe.each(LIMITED)('the quota $quota', ({ quota, prepare, add, error }) => {
  async function kmsWith(limit: number) {
    const kms = testKms({ quotas: { [quota]: limit } });
    return { kms, KeyId: prepare === undefined ? '' : await prepare(kms) };
  }

  it('allows as many, and refuses one more', async () => {
    const { kms, KeyId } = await kmsWith(3);
    for (const n of [1, 2, 3]) await add(kms, KeyId, n);
    expect(await refusal(add(kms, KeyId, 4))).toEqual(error(KeyId));
    expect(await refusal(add(kms, KeyId, 5))).toEqual(error(KeyId));
  });

  it('holds for calls at once', async () => {
    const { kms, KeyId } = await kmsWith(3);
    const answers = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => add(kms, KeyId, n)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });
});

describe('the quota of keys', () => {
  it('counts keys in every key state, and no AWS managed key', async () => {
    const kms = testKms({ quotas: { keys: 2 } });
    for (const service of ['s3', 'ebs', 'rds']) await kms.call('DescribeKey', { KeyId: `alias/aws/${service}` });
    const KeyId = await newKey(kms);
    await kms.call('CreateKey', { Origin: 'EXTERNAL' });
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    expect((await refusal(newKey(kms))).message).toBe(
      'Key quota for this account in this region is 2 but the current usage is 2.',
    );
    kms.advance(7 * 86_400_000);
    expect(await newKey(kms)).toEqual(expect.any(String));
  });

  it('is of one account and Region', async () => {
    const kms = testKms({ quotas: { keys: 1 } });
    await newKey(kms);
    for (const place of [{ region: 'eu-west-1' }, { account: '123456789012' }]) {
      expect(await newKey(kms.as(place))).toEqual(expect.any(String));
      expect((await refusal(newKey(kms.as(place)))).name).toBe('LimitExceededException');
    }
  });
});

describe('the quota of aliases per key', () => {
  it('holds for UpdateAlias too, but not where the alias is already the key’s', async () => {
    const kms = testKms({ quotas: { aliasesPerKey: 1 } });
    const [one, two] = [await newKey(kms), await newKey(kms)];
    await kms.call('CreateAlias', { AliasName: 'alias/one', TargetKeyId: one });
    await kms.call('CreateAlias', { AliasName: 'alias/two', TargetKeyId: two });
    expect(await kms.call('UpdateAlias', { AliasName: 'alias/one', TargetKeyId: one })).toEqual({});
    expect(await refusal(kms.call('UpdateAlias', { AliasName: 'alias/one', TargetKeyId: two }))).toEqual(
      exceeded('Aliases per key quota for this account in this region is 1, current usage is 1.'),
    );
    await kms.call('DeleteAlias', { AliasName: 'alias/two' });
    expect(await kms.call('UpdateAlias', { AliasName: 'alias/one', TargetKeyId: two })).toEqual({});
  });
});

describe('the quota of tags per key', () => {
  it('counts the tags of CreateKey, and not a new value of a known one', async () => {
    const kms = testKms({ quotas: { tagsPerKey: 2 } });
    const Tags = ['a', 'b', 'c'].map((TagKey) => ({ TagKey, TagValue: '' }));
    expect(await refusal(kms.call('CreateKey', { Tags }))).toEqual({ name: 'TagException', message: 'Too many tags' });
    const { KeyId } = (await kms.call('CreateKey', { Tags: Tags.slice(0, 2) })).KeyMetadata;
    expect(await kms.call('TagResource', { KeyId, Tags: [{ TagKey: 'a', TagValue: 'new' }] })).toEqual({});
    expect((await refusal(kms.call('TagResource', { KeyId, Tags: Tags.slice(2) }))).name).toBe('TagException');
  });
});

describe('the quota of bytes in a key policy', () => {
  it.each(['CreateKey', 'PutKeyPolicy'] as const)('holds for %s', async (operation) => {
    const kms = testKms({ quotas: { keyPolicyBytes: 300 } });
    const put = async (bytes: number) => {
      const key = operation === 'CreateKey' ? {} : { KeyId: await newKey(kms) };
      return kms.call(operation, { ...key, Policy: policyOf(bytes) });
    };
    expect(policyOf(300)).toHaveLength(300);
    expect(await put(300)).toBeDefined();
    expect(await refusal(put(301))).toEqual(exceeded('The key policy exceeds the quota of 300 bytes.'));
  });
});

describe('the quotas', () => {
  it('are by default those of AWS', () => {
    expect(RESOURCE_QUOTAS).toEqual({
      keys: 100_000,
      aliasesPerKey: 50,
      grantsPerKey: 50_000,
      customKeyStores: 10,
      onDemandRotationsPerKey: 25,
      keyPolicyBytes: 32_768,
      tagsPerKey: 50,
    });
  });

  it('are each tested here', () => {
    const tested = [...LIMITED.map(({ quota }) => quota), 'keyPolicyBytes'];
    expect(tested.sort()).toEqual(Object.keys(RESOURCE_QUOTAS).sort());
  });
});
