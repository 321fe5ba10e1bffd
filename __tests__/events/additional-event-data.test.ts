import { generateKeyPairSync } from 'node:crypto';
import { attestationDocument } from '../support/attestation-document.js';
import { DAY } from '../support/engine.js';
import { type ToldKms, toldKms } from '../support/events.js';
import { CLUSTER_ID, connectedStore, keyInStore } from '../support/key-stores.js';
import { newKey, SECRET } from './scenes/scene.js';

describe('additionalEventData', () => {
  const recipientOf = async (kms: ToldKms) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const AttestationDocument = await attestationDocument({
      publicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
      timestamp: kms.now,
      moduleId: 'i-123456789abcde123-enc123456789abcde12',
      pcrs: { 0: new Uint8Array(48).fill(7) },
    } as never);
    return { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument };
  };

  it('tells what the attestation document of a Recipient says', async () => {
    const kms = toldKms();
    const { KeyId } = await newKey(kms);
    const Recipient = await recipientOf(kms);
    const recipient = {
      attestationDocumentModuleId: 'i-123456789abcde123-enc123456789abcde12',
      attestationDocumentEnclaveImageDigest: '07'.repeat(48),
    };
    kms.news();
    await kms.call('GenerateDataKey', { KeyId, NumberOfBytes: 32, Recipient });
    await kms.call('GenerateRandom', { NumberOfBytes: 32, Recipient });
    expect(kms.news().map(({ additionalEventData }) => additionalEventData)).toEqual([{ recipient }, { recipient }]);
  });

  it('tells the custom key store of a key, and where its material is', async () => {
    const kms = toldKms();
    const CustomKeyStoreId = await connectedStore(kms, 'AWS_CLOUDHSM');
    kms.news();
    const { KeyId, Arn } = await keyInStore(kms, CustomKeyStoreId);
    const backing = { keyHandle: expect.stringMatching(/^\d+$/), backingKeyId: KeyId };
    const [created] = kms.news();
    expect(JSON.parse(created?.additionalEventData?.backingKey as string)).toEqual(backing);
    await kms.call('Encrypt', { KeyId, Plaintext: SECRET });
    expect(kms.news()[0]?.additionalEventData).toEqual({ customKeyStoreId: CustomKeyStoreId });
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    const [scheduled] = kms.news();
    const place = { customKeyStoreId: CustomKeyStoreId, clusterId: CLUSTER_ID, backingKeys: expect.any(String) };
    expect(scheduled?.additionalEventData).toEqual(place);
    expect(JSON.parse(scheduled?.additionalEventData?.backingKeys as string)).toEqual([backing]);
    kms.advance(7 * DAY);
    await kms.call('ListKeys', {});
    const [deleted] = kms.news();
    expect(deleted).toMatchObject({ eventName: 'DeleteKey', responseElements: { keyId: Arn } });
    expect(deleted?.additionalEventData).toEqual({ ...place, backingKeysDeletionStatus: expect.any(String) });
    expect(JSON.parse(deleted?.additionalEventData?.backingKeysDeletionStatus as string)).toEqual([
      { ...backing, deletionStatus: 'SUCCESS' },
    ]);
  });

  it('tells the external key of a key in an external key store, also where the call fails', async () => {
    const kms = toldKms();
    const CustomKeyStoreId = await connectedStore(kms, 'EXTERNAL_KEY_STORE');
    const { KeyId } = await keyInStore(kms, CustomKeyStoreId, 'bb8562717f809024');
    await kms.call('DisconnectCustomKeyStore', { CustomKeyStoreId });
    kms.news();
    await kms.call('Encrypt', { KeyId, Plaintext: SECRET }).catch(() => {});
    expect(kms.news()).toMatchObject([
      {
        errorCode: 'KMSInvalidStateException',
        responseElements: null,
        additionalEventData: { customKeyStoreId: CustomKeyStoreId, xksKeyId: 'bb8562717f809024' },
      },
    ]);
  });
});
