import type { ConnectionStateType, OriginType } from '@aws-sdk/client-kms';
import { KEY_SPECS, type KeySpecName, keySpec } from '../../../src/model/key-specs.js';
import { XKS_PROXY_FAILURES } from '../../../src/model/xks-failures.js';
import { ACCOUNT, REGION, refusal, START, testKms } from '../../support/engine.js';
import { CLUSTER_ID, connectedStore, ENDPOINT, keyInStore, storeIn } from '../../support/key-stores.js';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const SPECS = Object.keys(KEY_SPECS) as KeySpecName[];
const SYMMETRIC = {
  AWSAccountId: ACCOUNT,
  KeyId: expect.stringMatching(new RegExp(`^${UUID}$`)),
  Arn: expect.stringMatching(new RegExp(`^arn:aws:kms:${REGION}:${ACCOUNT}:key/${UUID}$`)),
  CreationDate: new Date(START),
  Enabled: true,
  Description: '',
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyState: 'Enabled',
  Origin: 'AWS_KMS',
  KeyManager: 'CUSTOMER',
  CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
  KeySpec: 'SYMMETRIC_DEFAULT',
  EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  MultiRegion: false,
};

describe('CreateKey', () => {
  it('without any input makes a symmetric encryption key', async () => {
    const { KeyMetadata } = await testKms().call('CreateKey', {});
    expect(KeyMetadata).toEqual({ ...SYMMETRIC, CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('shows what DescribeKey shows', async () => {
    const kms = testKms();
    const { KeyMetadata } = await kms.call('CreateKey', { Description: 'mine', MultiRegion: true });
    expect(await kms.call('DescribeKey', { KeyId: KeyMetadata.KeyId })).toEqual({ KeyMetadata });
  });

  it('with Origin EXTERNAL waits for an import', async () => {
    const { KeyMetadata } = await testKms().call('CreateKey', { Origin: 'EXTERNAL' });
    expect(KeyMetadata).toEqual({ ...SYMMETRIC, Origin: 'EXTERNAL', Enabled: false, KeyState: 'PendingImport' });
  });

  const pairs = SPECS.flatMap((spec) => Object.keys(keySpec(spec).usages).map((usage) => [spec, usage] as const));
  it.each(pairs)('makes a key of spec %s for %s', async (KeySpec, KeyUsage) => {
    const kms = testKms();
    const caller = keySpec(KeySpec).regions === 'china' ? kms.as({ region: 'cn-north-1' }) : kms;
    const { KeyMetadata } = await caller.call('CreateKey', { KeySpec, KeyUsage });
    expect(KeyMetadata).toMatchObject({ KeySpec, CustomerMasterKeySpec: KeySpec, KeyUsage, KeyState: 'Enabled' });
    const algorithms = Object.entries(KeyMetadata).filter(([name]) => name.endsWith('Algorithms'));
    expect(algorithms.map(([, list]) => list)).toEqual([keySpec(KeySpec).usages[KeyUsage as 'SIGN_VERIFY']]);
  });

  it.each(SPECS.filter((spec) => spec !== 'SYMMETRIC_DEFAULT'))('wants a KeyUsage for %s', async (KeySpec) => {
    expect(await refusal(testKms().call('CreateKey', { KeySpec }))).toEqual({
      name: 'ValidationException',
      message: 'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    });
  });

  it('takes CustomerMasterKeySpec for KeySpec, but not both', async () => {
    const kms = testKms();
    const input = { CustomerMasterKeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' };
    expect((await kms.call('CreateKey', input)).KeyMetadata.KeySpec).toBe('HMAC_256');
    expect(await refusal(kms.call('CreateKey', { ...input, KeySpec: 'HMAC_256' }))).toEqual({
      name: 'ValidationException',
      message:
        'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    });
  });

  it('refuses a usage that its spec does not have', async () => {
    const call = testKms().call('CreateKey', { KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' });
    expect(await refusal(call)).toEqual({
      name: 'ValidationException',
      message: 'KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048',
    });
  });

  it.each([
    ['SM2', 'SIGN_VERIFY', 'us-east-1'],
    ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE', 'cn-north-1'],
  ])('refuses %s for %s in %s', async (KeySpec, KeyUsage, region) => {
    const call = testKms().as({ region }).call('CreateKey', { KeySpec, KeyUsage });
    expect(await refusal(call)).toEqual({
      name: 'UnsupportedOperationException',
      message: `KeySpec ${KeySpec} is not supported in this Region`,
    });
  });
});

describe('CreateKey in a custom key store', () => {
  it('in a CloudHSM key store tells the cluster and no KeyMaterialId', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await connectedStore(kms, 'AWS_CLOUDHSM');
    const { KeyMetadata } = await kms.call('CreateKey', { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId });
    const expected = { ...SYMMETRIC, Origin: 'AWS_CLOUDHSM', CustomKeyStoreId, CloudHsmClusterId: CLUSTER_ID };
    expect(KeyMetadata).toEqual(expected);
    expect(await kms.call('DescribeKey', { KeyId: KeyMetadata.KeyId })).toEqual({ KeyMetadata: expected });
  });

  it('in an external key store tells the external key', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await connectedStore(kms, 'EXTERNAL_KEY_STORE');
    const input = { Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId: 'bb8562717f809024' };
    const { KeyMetadata } = await kms.call('CreateKey', input);
    expect(KeyMetadata).toEqual({
      ...SYMMETRIC,
      Origin: 'EXTERNAL_KEY_STORE',
      CustomKeyStoreId,
      XksKeyConfiguration: { Id: 'bb8562717f809024' },
    });
  });

  const invalid = (message: string) => ({ name: 'ValidationException', message });
  it.each<[object, { name: string; message: string }]>([
    [
      { Origin: 'AWS_CLOUDHSM' },
      invalid('You must specify a CustomKeyStoreId value for a KMS key with Origin AWS_CLOUDHSM.'),
    ],
    [
      { Origin: 'EXTERNAL_KEY_STORE', XksKeyId: 'key' },
      invalid('You must specify a CustomKeyStoreId value for a KMS key with Origin EXTERNAL_KEY_STORE.'),
    ],
    [
      { Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId: 'cks-1' },
      invalid('You must specify an XksKeyId value for a KMS key with Origin EXTERNAL_KEY_STORE.'),
    ],
    [
      { CustomKeyStoreId: 'cks-1' },
      invalid('You cannot specify a CustomKeyStoreId value for a KMS key with Origin AWS_KMS.'),
    ],
    [
      { Origin: 'EXTERNAL', CustomKeyStoreId: 'cks-1' },
      invalid('You cannot specify a CustomKeyStoreId value for a KMS key with Origin EXTERNAL.'),
    ],
    [
      { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: 'cks-1', XksKeyId: 'key' },
      invalid('You cannot specify an XksKeyId value for a KMS key with Origin AWS_CLOUDHSM.'),
    ],
    [{ XksKeyId: 'key' }, invalid('You cannot specify an XksKeyId value for a KMS key with Origin AWS_KMS.')],
    [
      { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: 'cks-1', MultiRegion: true },
      {
        name: 'UnsupportedOperationException',
        message: 'You cannot create a multi-Region KMS key in a custom key store.',
      },
    ],
  ])('refuses %j', async (input, expected) => {
    expect(await refusal(testKms().call('CreateKey', input))).toEqual(expected);
  });

  const others = SPECS.filter((spec) => spec !== 'SYMMETRIC_DEFAULT');
  it.each(others)('refuses the key spec %s', async (KeySpec) => {
    const [KeyUsage] = Object.keys(keySpec(KeySpec).usages);
    const input = { KeySpec, KeyUsage, Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: 'cks-1' };
    expect(await refusal(testKms().call('CreateKey', input))).toEqual(
      invalid(`KeySpec ${KeySpec} is not supported for Origin AWS_CLOUDHSM`),
    );
  });

  it('refuses the origin of the other type', async () => {
    const kms = testKms();
    const cluster = await connectedStore(kms, 'AWS_CLOUDHSM');
    const proxy = await connectedStore(kms, 'EXTERNAL_KEY_STORE');
    const wrong: [OriginType, object, string][] = [
      ['EXTERNAL_KEY_STORE', { CustomKeyStoreId: cluster, XksKeyId: 'key' }, 'AWS_CLOUDHSM'],
      ['AWS_CLOUDHSM', { CustomKeyStoreId: proxy }, 'EXTERNAL_KEY_STORE'],
    ];
    for (const [Origin, input, type] of wrong) {
      expect(await refusal(kms.call('CreateKey', { Origin, ...input }))).toEqual(
        invalid(`Origin ${Origin} is not valid for a custom key store of type ${type}.`),
      );
    }
  });

  it('does not find an unknown store', async () => {
    const call = testKms().call('CreateKey', { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: 'cks-1234567890abcdef0' });
    expect(await refusal(call)).toEqual({ name: 'CustomKeyStoreNotFoundException', message: undefined });
  });

  it.each<ConnectionStateType>(['DISCONNECTED', 'CONNECTING', 'FAILED', 'DISCONNECTING'])(
    'refuses a store that is %s',
    async (state) => {
      const kms = testKms({ world: { transitionDelay: 1000 } });
      const CustomKeyStoreId = await storeIn(kms, state, 'AWS_CLOUDHSM');
      expect(await refusal(keyInStore(kms, CustomKeyStoreId))).toEqual({
        name: 'CustomKeyStoreInvalidStateException',
        message: `The ConnectionState of custom key store ${CustomKeyStoreId} is ${state}, which is not valid for this operation.`,
      });
    },
  );

  it.each([undefined, { active: false }, { activeHsms: 1 }, { validConfiguration: false }])(
    'refuses a cluster that is %j',
    async (cluster) => {
      const kms = testKms();
      const CustomKeyStoreId = await connectedStore(kms, 'AWS_CLOUDHSM');
      kms.outside.setCluster(CLUSTER_ID, cluster);
      expect(await refusal(keyInStore(kms, CustomKeyStoreId))).toEqual({
        name: 'CloudHsmClusterInvalidConfigurationException',
        message: `The CloudHSM cluster ${CLUSTER_ID} does not meet the configuration requirements for a CloudHSM key store.`,
      });
    },
  );

  it.each<[object | undefined, string, string]>([
    [
      undefined,
      'XksKeyNotFoundException',
      'The external key store proxy rejected the request because it could not find the external key.',
    ],
    [
      { keySpec: 'AES_128' },
      'XksKeyInvalidConfigurationException',
      'The key spec of the external key must be AES_256. The key spec of specified external key is AES_128.',
    ],
    [
      { keyStatus: 'DISABLED' },
      'XksKeyInvalidConfigurationException',
      'The status of the external key must be ENABLED. The status of specified external key is DISABLED.',
    ],
    [
      { keyUsage: ['ENCRYPT', 'SIGN'] },
      'XksKeyInvalidConfigurationException',
      'The key usage of the external key must include ENCRYPT and DECRYPT. The key use of specified external key is ENCRYPT, SIGN.',
    ],
  ])('refuses an external key that is %j', async (key, name, message) => {
    const kms = testKms();
    const CustomKeyStoreId = await connectedStore(kms, 'EXTERNAL_KEY_STORE');
    kms.outside.setExternalKey(ENDPOINT, 'key', key);
    expect(await refusal(keyInStore(kms, CustomKeyStoreId, 'key'))).toEqual({ name, message });
  });

  it('gives an external key to one KMS key of the store, also of several calls at once', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await connectedStore(kms, 'EXTERNAL_KEY_STORE');
    const calls = [1, 2, 3].map(() => keyInStore(kms, CustomKeyStoreId, 'key'));
    const answers = await Promise.allSettled(calls);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await refusal(keyInStore(kms, CustomKeyStoreId, 'key'))).toEqual({
      name: 'XksKeyAlreadyInUseException',
      message: 'The external key key is already associated with another KMS key in this external key store.',
    });
    expect((await keyInStore(kms, CustomKeyStoreId, 'other')).KeyState).toBe('Enabled');
  });

  it('is not made in a store that is disconnected while its external key is looked at', async () => {
    const kms = testKms();
    const CustomKeyStoreId = await connectedStore(kms, 'EXTERNAL_KEY_STORE');
    const [made] = await Promise.allSettled([
      keyInStore(kms, CustomKeyStoreId, 'key'),
      kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId }),
    ]);
    expect(made).toMatchObject({ status: 'rejected', reason: { name: 'CustomKeyStoreInvalidStateException' } });
    expect((await kms.call('ListKeys', {})).Keys).toEqual([]);
  });

  it.each(XKS_PROXY_FAILURES)('needs the proxy: %s is an invalid state of the store', async (failure) => {
    const kms = testKms();
    const CustomKeyStoreId = await connectedStore(kms, 'EXTERNAL_KEY_STORE');
    kms.outside.setProxy(ENDPOINT, { failure });
    const error = await refusal(keyInStore(kms, CustomKeyStoreId, 'key'));
    expect(error).toEqual({ name: 'CustomKeyStoreInvalidStateException', message: expect.stringMatching(/\.$/) });
  });
});
