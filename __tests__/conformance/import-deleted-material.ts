import { DAY, START } from '../support/engine.js';
import { bytesOf, externalKey, importMaterial } from '../support/key-import.js';
import { type Fact, refused } from './fact.js';
import {
  awsKey,
  deletedKey,
  fact,
  importedKey,
  KEY_MATERIAL_ID,
  materialStates,
  metadata,
  NEW,
  NO_ALIASES,
  NOT_EXTERNAL,
  PENDING_IMPORT,
  refusedFor,
} from './import-scenes.js';
import { containing } from './matchers.js';
import { inferred } from './source.js';
import { apiReference, developerGuide, guideToday, responseMember } from './sources/aws.js';
import { KEY_STATE_TABLE } from './sources/common.js';
import { measured } from './sources/floci.js';
import { recorded } from './sources/localstack.js';

/** What a key with Origin EXTERNAL is without its material. */
export const DELETED_MATERIAL_FACTS: readonly Fact[] = [
  fact(
    'DescribeKey',
    'expired',
    'Shows PendingImport once ValidTo has passed.',
    developerGuide('importing-keys', 'Deleting imported key material', 'importing-keys-delete-key-material'),
    containing({ KeyState: 'PendingImport', Enabled: false }),
    async (kms) => {
      const KeyId = await importedKey(kms, { ValidTo: new Date(START + DAY) });
      kms.advance(DAY);
      return metadata(kms, KeyId);
    },
  ),
  fact(
    'Encrypt',
    'encrypt',
    'Is refused while the key is pending import.',
    recorded('test_import_key_symmetric'),
    PENDING_IMPORT,
    async (kms) => {
      const KeyId = await externalKey(kms);
      return refusedFor(KeyId, kms.call('Encrypt', { KeyId, Plaintext: 'hello' }));
    },
  ),
  fact(
    'GenerateMac',
    'mac',
    'Is refused while the key is pending import.',
    measured('operationsRejectAKeyPendingImport'),
    PENDING_IMPORT,
    async (kms) => {
      const KeyId = await externalKey(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
      return refusedFor(KeyId, kms.call('GenerateMac', { KeyId, Message: 'x', MacAlgorithm: 'HMAC_SHA_256' }));
    },
  ),
  fact(
    'Decrypt',
    'decrypt',
    'Is refused when the material of the ciphertext was deleted.',
    measured('ciphertextOfDeletedKeyMaterialReportsPendingImport'),
    PENDING_IMPORT,
    async (kms) => {
      const KeyId = await importedKey(kms);
      const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'hello' });
      await kms.call('DeleteImportedKeyMaterial', { KeyId });
      return refusedFor(KeyId, kms.call('Decrypt', { CiphertextBlob }));
    },
  ),
  fact(
    'EnableKey',
    'enable',
    'Is refused while the key is pending import.',
    measured('operationsRejectAKeyPendingImport'),
    PENDING_IMPORT,
    async (kms) => {
      const KeyId = await externalKey(kms);
      return refusedFor(KeyId, kms.call('EnableKey', { KeyId }));
    },
  ),
  fact(
    'CreateGrant',
    'grant',
    'Is refused while the key is pending import.',
    KEY_STATE_TABLE,
    PENDING_IMPORT,
    async (kms) => {
      const KeyId = await externalKey(kms);
      const GranteePrincipal = 'arn:aws:iam::000000000000:role/app';
      return refusedFor(KeyId, kms.call('CreateGrant', { KeyId, GranteePrincipal, Operations: ['Encrypt'] }));
    },
  ),
  fact(
    'DeleteImportedKeyMaterial',
    'delete-answer',
    'Answers with the key ARN and the KeyMaterialId.',
    responseMember('DeleteImportedKeyMaterial', 'KeyMaterialId'),
    { KeyId: true, KeyMaterialId: KEY_MATERIAL_ID },
    async (kms) => {
      const KeyId = await importedKey(kms);
      const answer = await kms.call('DeleteImportedKeyMaterial', { KeyId: KeyId.slice(KeyId.lastIndexOf('/') + 1) });
      return { ...answer, KeyId: answer.KeyId === KeyId };
    },
  ),
  fact(
    'DeleteImportedKeyMaterial',
    'delete-metadata',
    'Takes ExpirationModel away and leaves CurrentKeyMaterialId.',
    recorded('test_import_key_symmetric'),
    { KeyState: 'PendingImport', ExpirationModel: undefined, CurrentKeyMaterialId: KEY_MATERIAL_ID },
    async (kms) => {
      const { KeyState, ExpirationModel, CurrentKeyMaterialId } = await metadata(kms, await deletedKey(kms));
      return { KeyState, ExpirationModel, CurrentKeyMaterialId };
    },
  ),
  fact(
    'DeleteImportedKeyMaterial',
    'delete-again',
    'Succeeds when the key is pending import already.',
    KEY_STATE_TABLE,
    true,
    async (kms) => {
      const KeyId = await deletedKey(kms);
      const answer = await kms.call('DeleteImportedKeyMaterial', { KeyId });
      return answer.KeyId === KeyId;
    },
  ),
  fact(
    'DeleteImportedKeyMaterial',
    'delete-pending-rotation',
    'Leaves the key enabled when the material was pending rotation.',
    guideToday('importing-keys-delete-key-material', 'Delete imported key material'),
    ['Enabled', ['CURRENT']],
    async (kms) => {
      const KeyId = await importedKey(kms);
      const { KeyMaterialId } = await importMaterial(kms, KeyId, bytesOf(32, 2), NEW);
      await kms.call('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId });
      return [(await metadata(kms, KeyId)).KeyState, await materialStates(kms, KeyId)];
    },
  ),
  fact(
    'DeleteImportedKeyMaterial',
    'delete-pending-deletion',
    'Does not change the state of a key that is pending deletion.',
    apiReference('DeleteImportedKeyMaterial'),
    'PendingDeletion',
    async (kms) => {
      const KeyId = await importedKey(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId });
      await kms.call('DeleteImportedKeyMaterial', { KeyId });
      return (await metadata(kms, KeyId)).KeyState;
    },
  ),
  fact(
    'DeleteImportedKeyMaterial',
    'delete-origin',
    'Needs Origin EXTERNAL.',
    measured('operationsRejectAKeyWithTheWrongOrigin'),
    NOT_EXTERNAL,
    async (kms) => {
      const KeyId = await awsKey(kms);
      return refusedFor(KeyId, kms.call('DeleteImportedKeyMaterial', { KeyId }));
    },
  ),
  fact(
    'DeleteImportedKeyMaterial',
    'delete-alias',
    'Takes no alias.',
    measured('keyOnlyOperationsRejectAnAliasBeforeLookingItUp'),
    NO_ALIASES,
    (kms) => refused(kms.call('DeleteImportedKeyMaterial', { KeyId: 'alias/a' })),
  ),
  fact(
    'CancelKeyDeletion',
    'cancel',
    'Brings a key without its material back as PendingImport.',
    inferred(
      'A key without its material cannot be Disabled, which the API Reference says of any key',
      apiReference('CancelKeyDeletion'),
    ),
    'PendingImport',
    async (kms) => {
      const KeyId = await externalKey(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId });
      await kms.call('CancelKeyDeletion', { KeyId });
      return (await metadata(kms, KeyId)).KeyState;
    },
  ),
  fact(
    'CancelKeyDeletion',
    'cancel-complete',
    'Brings a key with its material back as Disabled.',
    apiReference('CancelKeyDeletion'),
    'Disabled',
    async (kms) => {
      const KeyId = await importedKey(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId });
      await kms.call('CancelKeyDeletion', { KeyId });
      return (await metadata(kms, KeyId)).KeyState;
    },
  ),
];
