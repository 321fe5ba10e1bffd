import { refusal, testKms } from '../../support/engine.js';
import { createStore } from '../../support/key-stores.js';

describe('DescribeCustomKeyStores', () => {
  async function three() {
    const kms = testKms();
    const ids = [
      await createStore(kms, 'AWS_CLOUDHSM'),
      await createStore(kms, 'EXTERNAL_KEY_STORE'),
      await createStore(kms, 'VPC_ENDPOINT_SERVICE'),
    ];
    return { kms, ids };
  }

  it('tells of none in a new account', async () => {
    expect(await testKms().call('DescribeCustomKeyStores', {})).toEqual({ CustomKeyStores: [], Truncated: false });
  });

  it('tells of all of the account and Region, oldest first, on one page', async () => {
    const { kms, ids } = await three();
    const answer = await kms.call('DescribeCustomKeyStores', {});
    expect(answer.CustomKeyStores.map(({ CustomKeyStoreId }) => CustomKeyStoreId)).toEqual(ids);
    expect(answer.Truncated).toBe(false);
    for (const place of [{ account: '123456789012' }, { region: 'eu-west-1' }]) {
      expect((await kms.as(place).call('DescribeCustomKeyStores', {})).CustomKeyStores).toEqual([]);
    }
  });

  it.each(['CustomKeyStoreId', 'CustomKeyStoreName'] as const)('tells of the one that %s names', async (member) => {
    const { kms } = await three();
    for (const store of (await kms.call('DescribeCustomKeyStores', {})).CustomKeyStores) {
      const answer = await kms.call('DescribeCustomKeyStores', { [member]: store[member] });
      expect(answer).toEqual({ CustomKeyStores: [store], Truncated: false });
    }
  });

  it.each([{ CustomKeyStoreId: 'cks-1234567890abcdef0' }, { CustomKeyStoreName: 'examplekeystore' }])(
    'refuses the unknown %j',
    async (input) => {
      const { kms } = await three();
      expect(await refusal(kms.call('DescribeCustomKeyStores', input))).toEqual({
        name: 'CustomKeyStoreNotFoundException',
        message: undefined,
      });
    },
  );

  it('refuses an id together with a name', async () => {
    const { kms, ids } = await three();
    const input = { CustomKeyStoreId: ids[0], CustomKeyStoreName: 'ExampleKeyStore' };
    expect(await refusal(kms.call('DescribeCustomKeyStores', input))).toEqual({
      name: 'ValidationException',
      message: 'You can specify CustomKeyStoreId or CustomKeyStoreName, but not both.',
    });
  });

  it('never tells a secret', async () => {
    const { kms } = await three();
    const text = JSON.stringify(await kms.call('DescribeCustomKeyStores', {}));
    expect(text).not.toMatch(/kmsPswd|DXjSUawnel2fr6SKC7G25CNxTyWKE5PF9XX6H|RawSecret|Password/);
  });
});
