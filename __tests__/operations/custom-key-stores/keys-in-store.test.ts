import { XKS_PROXY_FAILURES } from '../../../src/model/xks-failures.js';
import { DAY, refusal, type TestKms, testKms } from '../../support/engine.js';
import { CLUSTER_ID, connectedStore, ENDPOINT, keyInStore, storeIn } from '../../support/key-stores.js';

const TYPES = ['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const;
const Plaintext = Uint8Array.from([1, 2, 3]);
const EncryptionContext = { purpose: 'test' };
const REJECTED = 'The external key store proxy rejected the request because';

async function keyOf(kms: TestKms, type: (typeof TYPES)[number]) {
  const CustomKeyStoreId = await connectedStore(kms, type);
  return keyInStore(kms, CustomKeyStoreId, type === 'EXTERNAL_KEY_STORE' ? 'bb8562717f809024' : undefined);
}

async function stateOf(kms: TestKms, KeyId: string) {
  const { KeyState, Enabled } = (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
  return [KeyState, Enabled];
}

describe.each(TYPES)('a key in a custom key store of type %s', (type) => {
  it('encrypts and decrypts under its encryption context, and tells no KeyMaterialId', async () => {
    const kms = testKms();
    const { KeyId, Arn } = await keyOf(kms, type);
    const { CiphertextBlob, ...encrypted } = await kms.call('Encrypt', { KeyId, Plaintext, EncryptionContext });
    expect(encrypted).toEqual({ KeyId: Arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
    for (const named of [{}, { KeyId }]) {
      expect(await kms.call('Decrypt', { ...named, CiphertextBlob, EncryptionContext })).toEqual({
        KeyId: Arn,
        Plaintext,
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      });
    }
  });

  it('has ciphertext that is longer than that of another key, and different each time', async () => {
    const kms = testKms();
    const { KeyId } = await keyOf(kms, type);
    const { CiphertextBlob: one } = await kms.call('Encrypt', { KeyId, Plaintext });
    const { CiphertextBlob: two } = await kms.call('Encrypt', { KeyId, Plaintext });
    expect(one).not.toEqual(two);
    const ordinary = await kms.call('CreateKey', {});
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId: ordinary.KeyMetadata.KeyId, Plaintext });
    expect(one.length).toBeGreaterThan(CiphertextBlob.length);
  });

  it('gives data keys, takes ReEncrypt both ways, and refuses another key', async () => {
    const kms = testKms();
    const { KeyId } = await keyOf(kms, type);
    const other = (await kms.call('CreateKey', {})).KeyMetadata.KeyId;
    const dataKey = await kms.call('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    const decrypted = await kms.call('Decrypt', { CiphertextBlob: dataKey.CiphertextBlob });
    expect(decrypted.Plaintext).toEqual(dataKey.Plaintext);
    const moved = await kms.call('ReEncrypt', {
      CiphertextBlob: dataKey.CiphertextBlob,
      DestinationKeyId: other,
    });
    expect(moved).not.toHaveProperty('SourceKeyMaterialId');
    const back = await kms.call('ReEncrypt', { CiphertextBlob: moved.CiphertextBlob, DestinationKeyId: KeyId });
    expect((await kms.call('Decrypt', { CiphertextBlob: back.CiphertextBlob })).Plaintext).toEqual(dataKey.Plaintext);
    const wrong = kms.call('Decrypt', { KeyId: other, CiphertextBlob: back.CiphertextBlob });
    expect((await refusal(wrong)).name).toBe('IncorrectKeyException');
  });

  it('encrypts and decrypts 4096 bytes', async () => {
    const kms = testKms();
    const { KeyId } = await keyOf(kms, type);
    const most = new Uint8Array(4096).fill(7);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: most });
    expect((await kms.call('Decrypt', { CiphertextBlob })).Plaintext).toEqual(most);
  });

  it('is Unavailable from the moment the store is disconnected until it is connected again', async () => {
    const kms = testKms({ world: { transitionDelay: 1000 } });
    const CustomKeyStoreId = await storeIn(kms, 'CONNECTED', type);
    const XksKeyId = type === 'EXTERNAL_KEY_STORE' ? 'key' : undefined;
    const { KeyId, Arn } = await keyInStore(kms, CustomKeyStoreId, XksKeyId);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext });
    expect(await stateOf(kms, KeyId)).toEqual(['Enabled', true]);
    await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    expect(await stateOf(kms, KeyId)).toEqual(['Unavailable', false]);
    kms.advance(1000);
    const unavailable = { name: 'KMSInvalidStateException', message: `${Arn} is unavailable.` };
    expect(await refusal(kms.call('Encrypt', { KeyId, Plaintext }))).toEqual(unavailable);
    expect(await refusal(kms.call('Decrypt', { CiphertextBlob }))).toEqual(unavailable);
    await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
    expect(await stateOf(kms, KeyId)).toEqual(['Unavailable', false]);
    kms.advance(1000);
    expect(await stateOf(kms, KeyId)).toEqual(['Enabled', true]);
    expect((await kms.call('Decrypt', { CiphertextBlob })).Plaintext).toEqual(Plaintext);
  });

  it('is Unavailable while an attempt to connect again has FAILED', async () => {
    const kms = testKms();
    const { KeyId, Arn, CustomKeyStoreId } = await keyOf(kms, type);
    await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    kms.outside.setProxy(ENDPOINT, { failure: 'INVALID_CREDENTIALS' });
    kms.outside.setCluster(CLUSTER_ID, { connectionErrorCode: 'USER_LOCKED_OUT' });
    await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
    expect(await stateOf(kms, KeyId)).toEqual(['Unavailable', false]);
    const call = kms.call('Encrypt', { KeyId, Plaintext });
    expect(await refusal(call)).toEqual({ name: 'KMSInvalidStateException', message: `${Arn} is unavailable.` });
  });

  it('takes EnableKey and DisableKey while Unavailable, with effect when it is available again', async () => {
    const kms = testKms();
    const { KeyId, CustomKeyStoreId } = await keyOf(kms, type);
    await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    await kms.call('DisableKey', { KeyId });
    expect(await stateOf(kms, KeyId)).toEqual(['Unavailable', false]);
    await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
    expect(await stateOf(kms, KeyId)).toEqual(['Disabled', false]);
    await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    await kms.call('EnableKey', { KeyId });
    await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId });
    expect(await stateOf(kms, KeyId)).toEqual(['Enabled', true]);
  });

  it('stays PendingDeletion in a disconnected store, so that the deletion can be cancelled', async () => {
    const kms = testKms();
    const { KeyId, Arn, CustomKeyStoreId } = await keyOf(kms, type);
    await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    const notPending = { name: 'KMSInvalidStateException', message: `${Arn} is not pending deletion.` };
    expect(await refusal(kms.call('CancelKeyDeletion', { KeyId }))).toEqual(notPending);
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    expect(await stateOf(kms, KeyId)).toEqual(['PendingDeletion', false]);
    expect(await kms.call('CancelKeyDeletion', { KeyId })).toEqual({ KeyId: Arn });
    expect(await stateOf(kms, KeyId)).toEqual(['Unavailable', false]);
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    kms.advance(7 * DAY);
    expect((await refusal(kms.call('DescribeKey', { KeyId }))).name).toBe('NotFoundException');
  });

  it.each(['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'] as const)(
    'does not do %s',
    async (operation) => {
      const kms = testKms();
      const { KeyId, Arn } = await keyOf(kms, type);
      expect(await refusal(kms.call(operation, { KeyId, KeyPairSpec: 'ECC_NIST_P256' }))).toEqual({
        name: 'UnsupportedOperationException',
        message: `${Arn} origin is ${type} which is not valid for this operation.`,
      });
    },
  );
});

describe('ciphertext of a key in a CloudHSM key store', () => {
  it('is refused with another context, and with any byte altered, cut or appended', async () => {
    const kms = testKms();
    const { KeyId } = await keyOf(kms, 'AWS_CLOUDHSM');
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext, EncryptionContext });
    const invalid = { name: 'InvalidCiphertextException', message: undefined };
    expect(await refusal(kms.call('Decrypt', { CiphertextBlob }))).toEqual(invalid);
    const altered = Array.from(CiphertextBlob, (_, at) =>
      CiphertextBlob.map((byte, i) => (i === at ? byte ^ 1 : byte)),
    );
    const others = [...altered, CiphertextBlob.slice(0, -1), Uint8Array.from([...CiphertextBlob, 0])];
    for (const bytes of others) {
      expect(await refusal(kms.call('Decrypt', { CiphertextBlob: bytes, EncryptionContext }))).toEqual(invalid);
    }
  });

  it.each([undefined, { active: false }, { activeHsms: 0 }])('needs the cluster, which is now %j', async (cluster) => {
    const kms = testKms();
    const { KeyId } = await keyOf(kms, 'AWS_CLOUDHSM');
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext });
    kms.outside.setCluster(CLUSTER_ID, cluster);
    const failed = {
      name: 'KMSInvalidStateException',
      message: `The CloudHSM cluster ${CLUSTER_ID} is not active or does not contain an active HSM.`,
    };
    expect(await refusal(kms.call('Encrypt', { KeyId, Plaintext }))).toEqual(failed);
    expect(await refusal(kms.call('Decrypt', { CiphertextBlob }))).toEqual(failed);
    expect(await stateOf(kms, KeyId)).toEqual(['Enabled', true]);
  });
});

describe('ciphertext of a key in an external key store', () => {
  async function encrypted() {
    const kms = testKms();
    const { KeyId } = await keyOf(kms, 'EXTERNAL_KEY_STORE');
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext, EncryptionContext });
    const decrypt = (input: object = {}) => kms.call('Decrypt', { CiphertextBlob, EncryptionContext, ...input });
    return { kms, KeyId, CiphertextBlob, decrypt };
  }

  it('is encrypted twice: without the external key it does not open, with it it does', async () => {
    const { kms, KeyId, decrypt } = await encrypted();
    kms.outside.setExternalKey(ENDPOINT, 'bb8562717f809024', undefined);
    const notFound = { name: 'KMSInvalidStateException', message: `${REJECTED} it could not find the external key.` };
    expect(await refusal(decrypt())).toEqual(notFound);
    expect(await refusal(kms.call('Encrypt', { KeyId, Plaintext }))).toEqual(notFound);
    expect(await refusal(kms.call('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }))).toEqual(notFound);
    kms.outside.setExternalKey(ENDPOINT, 'bb8562717f809024', {});
    expect((await decrypt()).Plaintext).toEqual(Plaintext);
  });

  it('does not open with another external key under the same id', async () => {
    const { kms, decrypt } = await encrypted();
    kms.outside.setExternalKey(ENDPOINT, 'bb8562717f809024', { material: 'another' });
    expect(await refusal(decrypt())).toEqual({
      name: 'KMSInvalidStateException',
      message: `${REJECTED} the specified ciphertext or additional authenticated data is corrupted, missing, or otherwise invalid.`,
    });
  });

  it('is refused by the proxy with another context and with any byte of its layer altered', async () => {
    const { CiphertextBlob, decrypt } = await encrypted();
    const rejected = {
      name: 'KMSInvalidStateException',
      message: `${REJECTED} the specified ciphertext or additional authenticated data is corrupted, missing, or otherwise invalid.`,
    };
    expect(await refusal(decrypt({ EncryptionContext: {} }))).toEqual(rejected);
    for (const at of [40, 60, CiphertextBlob.length - 1]) {
      const altered = CiphertextBlob.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(await refusal(decrypt({ CiphertextBlob: altered }))).toEqual(rejected);
    }
  });

  it('is refused by KMS where the proxy gives back something else', async () => {
    const { kms, CiphertextBlob } = await encrypted();
    const outside = { ...kms.world.outside, decrypt: () => new Uint8Array(200) };
    const lying = testKms({ world: { state: kms.world.state, outside } });
    expect(await refusal(lying.call('Decrypt', { CiphertextBlob, EncryptionContext }))).toEqual({
      name: 'KMSInvalidStateException',
      message:
        'The ciphertext that the external key store proxy submitted for decryption, or the encryption context, is corrupted, missing, or otherwise invalid.',
    });
  });

  it.each([
    [{ keyStatus: 'DISABLED' }, 'the external key is not enabled in the external key manager.'],
    [{ keyUsage: ['ENCRYPT'] }, 'the external key does not support the requested operation.'],
  ])('needs an external key that may: %j', async (key, because) => {
    const { kms, decrypt } = await encrypted();
    kms.outside.setExternalKey(ENDPOINT, 'bb8562717f809024', key);
    expect(await refusal(decrypt())).toEqual({
      name: 'KMSInvalidStateException',
      message: `${REJECTED} ${because}`,
    });
  });

  it.each(XKS_PROXY_FAILURES)('needs the proxy: %s', async (failure) => {
    const { kms, KeyId, decrypt } = await encrypted();
    kms.outside.setProxy(ENDPOINT, { failure });
    const error = await refusal(decrypt());
    expect(error).toEqual({ name: 'KMSInvalidStateException', message: MESSAGES[failure] });
    expect(await refusal(kms.call('Encrypt', { KeyId, Plaintext }))).toEqual(error);
    const dryRun = kms.call('Encrypt', { KeyId, Plaintext, DryRun: true });
    expect(await refusal(dryRun)).toEqual(error);
  });
});

/** https://docs.aws.amazon.com/kms/latest/developerguide/xks-troubleshooting.html; the last two are not AWS's words. */
const MESSAGES: { readonly [failure in (typeof XKS_PROXY_FAILURES)[number]]: string } = {
  INVALID_CREDENTIALS: `${REJECTED} it could not authenticate AWS KMS. Verify the credentials for your external key store and update if necessary.`,
  XKS_PROXY_ACCESS_DENIED:
    'The external key store proxy denied access to the operation. Verify that the user and the external key are both authorized for this operation, and try the request again.',
  XKS_PROXY_INVALID_CONFIGURATION: `${REJECTED} of an invalid URI path. Verify the URI path for your external key store and update if necessary.`,
  XKS_PROXY_INVALID_TLS_CONFIGURATION:
    'AWS KMS cannot establish a TLS connection to the external key store proxy. Verify the TLS configuration, including its certificate.',
  XKS_PROXY_NOT_REACHABLE:
    'AWS KMS cannot communicate with the external key store proxy. This might be a transient network issue. If you see this error repeatedly, verify that your external key store proxy is active and is connected to the network, and that its endpoint URI is correct in your external key store.',
  NETWORK_ERRORS:
    'AWS KMS cannot communicate with the external key store proxy. Verify that your external key store proxy is active and is connected to the network, and that its URI path and endpoint URI or VPC service name are correct in your external key store.',
  XKS_PROXY_TIMED_OUT:
    'AWS KMS rejected the request because the external key store proxy did not respond in time. Retry the request. If you see this error repeatedly, report it to your external key store proxy administrator.',
  XKS_PROXY_UNHEALTHY:
    'The external key store proxy is in an unhealthy state. If you see this message repeatedly, notify your external key store proxy administrator.',
  XKS_PROXY_INVALID_RESPONSE:
    'AWS KMS cannot interpret the response from the external key store proxy. If you see this error repeatedly, consult your external key store proxy administrator.',
  XKS_PROXY_UNSUPPORTED_OPERATION: `${REJECTED} it does not support the requested cryptographic operation.`,
  XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND:
    'AWS KMS cannot find the VPC endpoint service that it uses to communicate with the external key store proxy.',
  XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION:
    'The VPC endpoint service configuration does not fulfill the requirements for an external key store.',
};
