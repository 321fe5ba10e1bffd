import type { ConnectionStateType } from '@aws-sdk/client-kms';
import { refusal, testKms } from '../../support/engine.js';
import { connectedStore, storeIn } from '../../support/key-stores.js';

describe('GenerateRandom from a custom key store', () => {
  it('gives bytes of a connected CloudHSM key store', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await connectedStore(kms, 'AWS_CLOUDHSM');
    const one = await kms.call('GenerateRandom', { CustomKeyStoreId, NumberOfBytes: 32 });
    const two = await kms.call('GenerateRandom', { CustomKeyStoreId, NumberOfBytes: 32 });
    expect(one.Plaintext).toHaveLength(32);
    expect(one.Plaintext).not.toEqual(two.Plaintext);
  });

  it.each<ConnectionStateType>(['DISCONNECTED', 'CONNECTING', 'FAILED', 'DISCONNECTING'])(
    'refuses a CloudHSM key store that is %s',
    async (state) => {
      const kms = testKms({ world: { transitionDelay: 1000 } });
      const CustomKeyStoreId = await storeIn(kms, state, 'AWS_CLOUDHSM');
      expect(await refusal(kms.call('GenerateRandom', { CustomKeyStoreId, NumberOfBytes: 1 }))).toEqual({
        name: 'CustomKeyStoreInvalidStateException',
        message: `The ConnectionState of custom key store ${CustomKeyStoreId} is ${state}, which is not valid for this operation.`,
      });
    },
  );

  it('is not supported by external key stores', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await connectedStore(kms, 'EXTERNAL_KEY_STORE');
    expect(await refusal(kms.call('GenerateRandom', { CustomKeyStoreId, NumberOfBytes: 1 }))).toEqual({
      name: 'UnsupportedOperationException',
      message: undefined,
    });
  });

  it('does not find an unknown store', async () => {
    const call = testKms().call('GenerateRandom', { CustomKeyStoreId: 'cks-1234567890abcdef0', NumberOfBytes: 1 });
    expect(await refusal(call)).toEqual({ name: 'CustomKeyStoreNotFoundException', message: undefined });
  });
});
