import { DAY, START } from '../support/engine.js';
import { bytesOf, importMaterial } from '../support/key-import.js';
import { type Fact, refused } from './fact.js';
import { fact, INCORRECT, importedKey, MATERIAL, materialStates, metadata, NEW, refusedFor } from './import-scenes.js';
import { matching } from './matchers.js';
import { apiReference, listedError, memberOf, requestMember } from './sources/aws.js';
import { recorded } from './sources/localstack.js';

/** Which materials a key with Origin EXTERNAL can have. */
export const SEVERAL_MATERIALS_FACTS: readonly Fact[] = [
  fact(
    'ImportKeyMaterial',
    'same-id',
    'Gives equal bytes in the same key the same KeyMaterialId.',
    requestMember('ImportKeyMaterial', 'KeyMaterialId'),
    true,
    async (kms) => {
      const KeyId = await importedKey(kms);
      const { CurrentKeyMaterialId } = await metadata(kms, KeyId);
      return (await importMaterial(kms, KeyId, MATERIAL)).KeyMaterialId === CurrentKeyMaterialId;
    },
  ),
  fact(
    'ImportKeyMaterial',
    'other-id',
    'Gives equal bytes in another key another KeyMaterialId.',
    requestMember('ImportKeyMaterial', 'KeyMaterialId'),
    false,
    async (kms) => {
      const [one, other] = [await importedKey(kms), await importedKey(kms)];
      return (await metadata(kms, one)).CurrentKeyMaterialId === (await metadata(kms, other)).CurrentKeyMaterialId;
    },
  ),
  fact(
    'ImportKeyMaterial',
    'existing-default',
    'Expects known material after the first import.',
    requestMember('ImportKeyMaterial', 'ImportType'),
    INCORRECT,
    async (kms) => refused(importMaterial(kms, await importedKey(kms), bytesOf(32, 2))),
  ),
  fact(
    'ImportKeyMaterial',
    'new',
    'Lets NEW_KEY_MATERIAL wait for RotateKeyOnDemand.',
    memberOf('RotationsListEntry', 'KeyMaterialState'),
    ['CURRENT', 'PENDING_ROTATION'],
    async (kms) => {
      const KeyId = await importedKey(kms);
      await importMaterial(kms, KeyId, bytesOf(32, 2), NEW);
      return materialStates(kms, KeyId);
    },
  ),
  fact(
    'ImportKeyMaterial',
    'new-known',
    'Takes no known material as NEW_KEY_MATERIAL.',
    listedError('ImportKeyMaterial', 'IncorrectKeyMaterialException'),
    INCORRECT,
    async (kms) => refused(importMaterial(kms, await importedKey(kms), MATERIAL, NEW)),
  ),
  fact(
    'ImportKeyMaterial',
    'new-twice',
    'Takes no NEW_KEY_MATERIAL while another one is pending rotation.',
    recorded('test_import_key_material_raises_if_there_is_already_key_material_pending'),
    {
      name: 'KMSInvalidStateException',
      message: matching(
        /^New key material \(id: [0-9a-f]{64}\) cannot be imported into KMS key <arn>, because another key material \(id: [0-9a-f]{64}\) is pending rotation\.$/,
      ),
    },
    async (kms) => {
      const KeyId = await importedKey(kms);
      await importMaterial(kms, KeyId, bytesOf(32, 2), NEW);
      return refusedFor(KeyId, importMaterial(kms, KeyId, bytesOf(32, 3), NEW));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'new-with-id',
    'Takes no KeyMaterialId with NEW_KEY_MATERIAL.',
    requestMember('ImportKeyMaterial', 'KeyMaterialId'),
    'ValidationException',
    async (kms) => {
      const members = { ...NEW, KeyMaterialId: 'a'.repeat(64) };
      return (await refused(importMaterial(kms, await importedKey(kms), bytesOf(32, 2), members))).name;
    },
  ),
  fact(
    'ImportKeyMaterial',
    'wrong-id',
    'Needs the material that KeyMaterialId names.',
    requestMember('ImportKeyMaterial', 'KeyMaterialId'),
    INCORRECT,
    async (kms) => {
      return refused(importMaterial(kms, await importedKey(kms), MATERIAL, { KeyMaterialId: 'a'.repeat(64) }));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'all-materials',
    'Enables a symmetric encryption key once all of its materials are there.',
    apiReference('ImportKeyMaterial'),
    ['PendingImport', 'Enabled'],
    async (kms) => {
      const KeyId = await importedKey(kms);
      await importMaterial(kms, KeyId, bytesOf(32, 2), NEW);
      await kms.call('RotateKeyOnDemand', { KeyId });
      const { Rotations } = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
      for (const { KeyMaterialId } of Rotations) await kms.call('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId });
      await importMaterial(kms, KeyId, MATERIAL);
      const half = (await metadata(kms, KeyId)).KeyState;
      await importMaterial(kms, KeyId, bytesOf(32, 2));
      return [half, (await metadata(kms, KeyId)).KeyState];
    },
  ),
  fact(
    'RotateKeyOnDemand',
    'none-pending',
    'Needs imported material that is pending rotation.',
    recorded('test_rotate_key_on_demand_raises_for_no_pending_key_material'),
    { name: 'KMSInvalidStateException', message: 'No available key material pending rotation for the key: <arn>.' },
    async (kms) => {
      const KeyId = await importedKey(kms);
      return refusedFor(KeyId, kms.call('RotateKeyOnDemand', { KeyId }));
    },
  ),
  fact(
    'DescribeKey',
    'earliest',
    'Shows the earliest ValidTo of the materials that are permanently the key’s.',
    memberOf('KeyMetadata', 'ValidTo'),
    [new Date(START + 9 * DAY), new Date(START + 5 * DAY)],
    async (kms) => {
      const KeyId = await importedKey(kms, { ValidTo: new Date(START + 9 * DAY) });
      await importMaterial(kms, KeyId, bytesOf(32, 2), { ...NEW, ValidTo: new Date(START + 5 * DAY) });
      const before = (await metadata(kms, KeyId)).ValidTo;
      await kms.call('RotateKeyOnDemand', { KeyId });
      return [before, (await metadata(kms, KeyId)).ValidTo];
    },
  ),
];
