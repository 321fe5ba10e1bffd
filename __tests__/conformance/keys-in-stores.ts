import type { TestKms } from '../support/engine.js';
import { connectedStore, ENDPOINT, keyInStore } from '../support/key-stores.js';
import { type Fact, refused } from './fact.js';
import { DISABLED, factsOf, refusedOn } from './key-scenes.js';
import { matching } from './matchers.js';
import type { Source } from './source.js';
import { apiReference, developerGuide, requestMember } from './sources/aws.js';
import { KEY_STATE_TABLE } from './sources/common.js';
import { quoted } from './sources/issues.js';

const fact = factsOf('keys-in-stores');
const Plaintext = Uint8Array.of(1);
const CRYPTOGRAPHIC = troubleshooting('Cryptographic operation errors for the external key', 'fix-external-key-crypto');
const PROXY = troubleshooting('Proxy issues', 'fix-xks-proxy');
const REJECTED = 'The external key store proxy rejected the request because';

/** An external key that CreateKey refuses, in AWS's words. */
const EXTERNAL_KEYS: readonly [id: string, key: object | undefined, name: string, message: string][] = [
  ['not-found', undefined, 'XksKeyNotFoundException', `${REJECTED} it could not find the external key.`],
  [
    'key-spec',
    { keySpec: 'RSA_2048' },
    'XksKeyInvalidConfigurationException',
    'The key spec of the external key must be AES_256. The key spec of specified external key is RSA_2048.',
  ],
  [
    'status',
    { keyStatus: 'DISABLED' },
    'XksKeyInvalidConfigurationException',
    'The status of the external key must be ENABLED. The status of specified external key is DISABLED.',
  ],
  [
    'usage',
    { keyUsage: ['DECRYPT'] },
    'XksKeyInvalidConfigurationException',
    'The key usage of the external key must include ENCRYPT and DECRYPT. The key use of specified external key is DECRYPT.',
  ],
];

/** What Encrypt says when something went wrong with the external key or its proxy. */
const FAILURES: readonly [id: string, source: Source, fail: (kms: TestKms) => void, message: string][] = [
  [
    'key-not-found',
    CRYPTOGRAPHIC,
    (kms) => kms.outside.setExternalKey(ENDPOINT, 'key', undefined),
    `${REJECTED} it could not find the external key.`,
  ],
  [
    'key-disabled',
    CRYPTOGRAPHIC,
    (kms) => kms.outside.setExternalKey(ENDPOINT, 'key', { keyStatus: 'DISABLED' }),
    `${REJECTED} the external key is not enabled in the external key manager.`,
  ],
  [
    'key-usage',
    CRYPTOGRAPHIC,
    (kms) => kms.outside.setExternalKey(ENDPOINT, 'key', { keyUsage: ['DECRYPT'] }),
    `${REJECTED} the external key does not support the requested operation.`,
  ],
  [
    'credentials',
    troubleshooting('Authentication credential errors', 'fix-xks-credentials'),
    (kms) => kms.outside.setProxy(ENDPOINT, { failure: 'INVALID_CREDENTIALS' }),
    `${REJECTED} it could not authenticate AWS KMS. Verify the credentials for your external key store and update if necessary.`,
  ],
  [
    'timed-out',
    troubleshooting('Latency and timeout errors', 'fix-xks-latency'),
    (kms) => kms.outside.setProxy(ENDPOINT, { failure: 'XKS_PROXY_TIMED_OUT' }),
    'AWS KMS rejected the request because the external key store proxy did not respond in time. Retry the request. If you see this error repeatedly, report it to your external key store proxy administrator.',
  ],
  [
    'unhealthy',
    PROXY,
    (kms) => kms.outside.setProxy(ENDPOINT, { failure: 'XKS_PROXY_UNHEALTHY' }),
    'The external key store proxy is in an unhealthy state. If you see this message repeatedly, notify your external key store proxy administrator.',
  ],
  [
    'invalid-response',
    PROXY,
    (kms) => kms.outside.setProxy(ENDPOINT, { failure: 'XKS_PROXY_INVALID_RESPONSE' }),
    'AWS KMS cannot interpret the response from the external key store proxy. If you see this error repeatedly, consult your external key store proxy administrator.',
  ],
  [
    'access-denied',
    troubleshooting('Proxy authorization issues', 'fix-xks-authorization'),
    (kms) => kms.outside.setProxy(ENDPOINT, { failure: 'XKS_PROXY_ACCESS_DENIED' }),
    'The external key store proxy denied access to the operation. Verify that the user and the external key are both authorized for this operation, and try the request again.',
  ],
  [
    'uri-path',
    troubleshooting('General configuration errors', 'fix-xks-gen-configuration'),
    (kms) => kms.outside.setProxy(ENDPOINT, { UriPath: '/elsewhere/kms/xks/v1' }),
    `${REJECTED} of an invalid URI path. Verify the URI path for your external key store and update if necessary.`,
  ],
];

function troubleshooting(heading: string, anchor: string) {
  return developerGuide('xks-troubleshooting', heading, anchor);
}

async function externalKey(kms: TestKms) {
  return keyInStore(kms, await connectedStore(kms, 'EXTERNAL_KEY_STORE'), 'key');
}

async function disconnectedKey(kms: TestKms) {
  const key = await keyInStore(kms, await connectedStore(kms, 'AWS_CLOUDHSM'));
  await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId: key.CustomKeyStoreId });
  return key;
}

export const KEY_IN_STORE_FACTS: readonly Fact[] = [
  ...EXTERNAL_KEYS.map(([id, key, name, message]) =>
    fact(
      `create-${id}`,
      'CreateKey',
      `An external key that does not fulfill the requirements is refused: ${id}.`,
      troubleshooting('CreateKey errors for the external key', 'fix-external-key-create'),
      (kms) => {
        kms.outside.setExternalKey(ENDPOINT, 'key', key);
        return refused(externalKey(kms));
      },
      { name, message },
    ),
  ),
  fact(
    'create-in-use',
    'CreateKey',
    'Each KMS key of an external key store has another external key.',
    developerGuide('create-xks-keys', 'Requirements for a KMS key in an external key store', 'xks-key-requirements'),
    async (kms) => {
      const { CustomKeyStoreId } = await externalKey(kms);
      return (await refused(keyInStore(kms, CustomKeyStoreId, 'key'))).name;
    },
    'XksKeyAlreadyInUseException',
  ),
  ...FAILURES.map(([id, source, fail, message]) =>
    fact(
      `encrypt-${id}`,
      'Encrypt',
      'Whatever is wrong outside of KMS is a KMSInvalidStateException with a message that tells it.',
      source,
      async (kms) => {
        const { KeyId } = await externalKey(kms);
        fail(kms);
        return refused(kms.call('Encrypt', { KeyId, Plaintext }));
      },
      { name: 'KMSInvalidStateException', message },
    ),
  ),
  fact(
    'decrypt-other-context',
    'Decrypt',
    'Under an external key, another encryption context is refused by the proxy.',
    troubleshooting('Decryption errors', 'fix-xks-decrypt'),
    async (kms) => {
      const { KeyId } = await externalKey(kms);
      const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext, EncryptionContext: { a: 'b' } });
      return refused(kms.call('Decrypt', { CiphertextBlob }));
    },
    {
      name: 'KMSInvalidStateException',
      message: `${REJECTED} the specified ciphertext or additional authenticated data is corrupted, missing, or otherwise invalid.`,
    },
  ),
  fact(
    'encrypt-unavailable',
    'Encrypt',
    'A key in a disconnected store is unavailable.',
    KEY_STATE_TABLE,
    async (kms) => {
      const key = await disconnectedKey(kms);
      return refusedOn(key, kms.call('Encrypt', { KeyId: key.KeyId, Plaintext }));
    },
    { name: 'KMSInvalidStateException', message: '<arn> is unavailable.' },
  ),
  fact(
    'describe-unavailable',
    'DescribeKey',
    'Its key state is Unavailable, and it is not Enabled.',
    developerGuide('key-state', 'Key states and KMS key types', 'key-state-cmk-type'),
    async (kms) => {
      const { KeyId } = await disconnectedKey(kms);
      const { KeyState, Enabled } = (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
      return { KeyState, Enabled };
    },
    { KeyState: 'Unavailable', Enabled: false },
  ),
  fact(
    'disable-unavailable',
    'DisableKey',
    'DisableKey takes effect when the key becomes available.',
    KEY_STATE_TABLE,
    async (kms) => {
      const key = await disconnectedKey(kms);
      await kms.call('DisableKey', { KeyId: key.KeyId });
      await kms.call('ConnectCustomKeyStore', { CustomKeyStoreId: key.CustomKeyStoreId });
      return refusedOn(key, kms.call('Encrypt', { KeyId: key.KeyId, Plaintext }));
    },
    DISABLED,
  ),
  fact(
    'schedule-unavailable',
    'ScheduleKeyDeletion',
    'An unavailable key can be scheduled for deletion, and that cancelled.',
    KEY_STATE_TABLE,
    async (kms) => {
      const { KeyId } = await disconnectedKey(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId });
      const { KeyState } = (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
      return { KeyState, cancelled: await kms.call('CancelKeyDeletion', { KeyId }) };
    },
    { KeyState: 'PendingDeletion', cancelled: { KeyId: matching(/^arn:/) } },
  ),
  fact(
    'rotation-origin',
    'GetKeyRotationStatus',
    'Keys in a store have no rotation.',
    quoted('crossplane-contrib/provider-aws#2310'),
    async (kms) => {
      const key = await keyInStore(kms, await connectedStore(kms, 'AWS_CLOUDHSM'));
      return refusedOn(key, kms.call('GetKeyRotationStatus', { KeyId: key.KeyId }));
    },
    {
      name: 'UnsupportedOperationException',
      message: '<arn> origin is AWS_CLOUDHSM which is not valid for this operation.',
    },
  ),
  fact(
    'data-key-pair',
    'GenerateDataKeyPair',
    'Keys in a store encrypt no data key pairs.',
    apiReference('GenerateDataKeyPair'),
    async (kms) => {
      const { KeyId } = await keyInStore(kms, await connectedStore(kms, 'AWS_CLOUDHSM'));
      return (await refused(kms.call('GenerateDataKeyPair', { KeyId, KeyPairSpec: 'ECC_NIST_P256' }))).name;
    },
    'UnsupportedOperationException',
  ),
  fact(
    'random-external',
    'GenerateRandom',
    'External key stores give no random bytes.',
    requestMember('GenerateRandom', 'CustomKeyStoreId'),
    async (kms) => {
      const CustomKeyStoreId = await connectedStore(kms, 'EXTERNAL_KEY_STORE');
      return (await refused(kms.call('GenerateRandom', { CustomKeyStoreId, NumberOfBytes: 1 }))).name;
    },
    'UnsupportedOperationException',
  ),
];
