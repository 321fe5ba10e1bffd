import { DAY, START } from '../support/engine.js';
import { bytesOf, importMaterial } from '../support/key-import.js';
import { type Fact, refused } from './fact.js';
import { INCORRECT, MATERIAL, materialStates, NEW, PENDING_IMPORT } from './import-scenes.js';
import { fact, importedKeys, metadataOf, NOT_PRIMARY, refusedOn, relatedKeys } from './multi-region-scenes.js';
import { inferred } from './source.js';
import { apiReference, developerGuide, memberOf } from './sources/aws.js';
import { KEY_STATE_TABLE } from './sources/common.js';

const HOW_THEY_WORK = developerGuide('multi-region-keys-overview', 'How multi-Region keys work', 'mrk-how-it-works');
const ROTATING = developerGuide('multi-region-keys-manage', 'Rotating multi-Region keys', 'multi-region-rotate');
const IMPORTING = developerGuide('multi-region-keys-import', 'Importing key material into multi-Region keys');

/** What related keys share, and what each has for itself. */
export const MULTI_REGION_USE_FACTS: readonly Fact[] = [
  fact(
    'Decrypt',
    'decrypt',
    'Opens what a related key encrypted, and names the local key ARN.',
    HOW_THEY_WORK,
    true,
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      const { CiphertextBlob } = await primary.caller.call('Encrypt', { KeyId: primary.KeyId, Plaintext: 'hello' });
      const { KeyId, Plaintext } = await replica.caller.call('Decrypt', { CiphertextBlob });
      return KeyId === replica.KeyId && Buffer.from(Plaintext).toString() === 'hello';
    },
  ),
  fact('Verify', 'verify', 'Accepts what a related key signed.', HOW_THEY_WORK, true, async (kms) => {
    const { primary, replica } = await relatedKeys(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const input = { Message: 'hello', SigningAlgorithm: 'ECDSA_SHA_256' };
    const { Signature } = await primary.caller.call('Sign', { KeyId: primary.KeyId, ...input });
    return (await replica.caller.call('Verify', { KeyId: replica.KeyId, ...input, Signature })).SignatureValid;
  }),
  fact('VerifyMac', 'verify-mac', 'Accepts the MAC of a related key.', HOW_THEY_WORK, true, async (kms) => {
    const { primary, replica } = await relatedKeys(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const input = { Message: 'hello', MacAlgorithm: 'HMAC_SHA_256' };
    const { Mac } = await replica.caller.call('GenerateMac', { KeyId: replica.KeyId, ...input });
    return (await primary.caller.call('VerifyMac', { KeyId: primary.KeyId, ...input, Mac })).MacValid;
  }),
  fact(
    'GetKeyRotationStatus',
    'rotation-status',
    'Shows the setting of the primary key.',
    ROTATING,
    [true, 90, new Date(START + 90 * DAY)],
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      await primary.caller.call('EnableKeyRotation', { KeyId: primary.KeyId, RotationPeriodInDays: 90 });
      const status = await replica.caller.call('GetKeyRotationStatus', { KeyId: replica.KeyId });
      return [status.KeyRotationEnabled, status.RotationPeriodInDays, status.NextRotationDate];
    },
  ),
  fact(
    'EnableKeyRotation',
    'rotate-replica',
    'Is refused for a replica key.',
    ROTATING,
    'UnsupportedOperationException',
    async (kms) => {
      return (await refusedOn((await relatedKeys(kms)).replica, 'EnableKeyRotation')).name;
    },
  ),
  fact(
    'RotateKeyOnDemand',
    'rotate-on-demand-replica',
    'Is refused for a replica key.',
    apiReference('RotateKeyOnDemand'),
    'UnsupportedOperationException',
    async (kms) => {
      return (await refusedOn((await relatedKeys(kms)).replica, 'RotateKeyOnDemand')).name;
    },
  ),
  fact(
    'RotateKeyOnDemand',
    'rotate',
    'Gives every related key the new material.',
    ROTATING,
    [true, true],
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      const before = (await metadataOf(replica)).CurrentKeyMaterialId;
      await primary.caller.call('RotateKeyOnDemand', { KeyId: primary.KeyId });
      const after = (await metadataOf(replica)).CurrentKeyMaterialId;
      return [after !== before, after === (await metadataOf(primary)).CurrentKeyMaterialId];
    },
  ),
  fact(
    'DisableKey',
    'disable',
    'Leaves the related keys enabled.',
    HOW_THEY_WORK,
    ['Disabled', 'Enabled'],
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      await primary.caller.call('DisableKey', { KeyId: primary.KeyId });
      return [(await metadataOf(primary)).KeyState, (await metadataOf(replica)).KeyState];
    },
  ),
  fact('CreateAlias', 'alias', 'Names the key in one Region only.', HOW_THEY_WORK, 'NotFoundException', async (kms) => {
    const { primary, replica } = await relatedKeys(kms);
    await primary.caller.call('CreateAlias', { AliasName: 'alias/here', TargetKeyId: primary.KeyId });
    return (await refused(replica.caller.call('DescribeKey', { KeyId: 'alias/here' }))).name;
  }),
  fact(
    'ImportKeyMaterial',
    'import-same',
    'Enables a replica key by the material of the primary key.',
    IMPORTING,
    'Enabled',
    async (kms) => {
      const { replica } = await importedKeys(kms);
      await importMaterial(replica.caller, replica.KeyId, MATERIAL);
      return (await metadataOf(replica)).KeyState;
    },
  ),
  fact(
    'ImportKeyMaterial',
    'import-other',
    'Takes no other material into a replica key.',
    IMPORTING,
    INCORRECT,
    async (kms) => {
      const { replica } = await importedKeys(kms);
      return refused(importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2)));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'import-new-replica',
    'Takes new material into the primary key first.',
    inferred(
      'New material is not taken into a replica key; ReplicateKey refuses a replica key so',
      apiReference('ImportKeyMaterial'),
    ),
    NOT_PRIMARY,
    async (kms) => {
      const { replica } = await importedKeys(kms);
      await importMaterial(replica.caller, replica.KeyId, MATERIAL);
      const { name, message } = await refused(importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2), NEW));
      return { name, message: message?.replaceAll(replica.KeyId, '<arn>') };
    },
  ),
  fact(
    'Decrypt',
    'decrypt-without-import',
    'Is refused where the material is not imported.',
    KEY_STATE_TABLE,
    PENDING_IMPORT,
    async (kms) => {
      const { primary, replica } = await importedKeys(kms);
      const { CiphertextBlob } = await primary.caller.call('Encrypt', { KeyId: primary.KeyId, Plaintext: 'hello' });
      return refusedOn(replica, 'Decrypt', { CiphertextBlob });
    },
  ),
  fact(
    'ListKeyRotations',
    'pending-everywhere',
    'Shows how far the import of new material has come.',
    memberOf('RotationsListEntry', 'KeyMaterialState'),
    [
      ['CURRENT', 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION'],
      ['CURRENT', 'PENDING_ROTATION'],
    ],
    async (kms) => {
      const { primary, replica } = await importedKeys(kms);
      await importMaterial(replica.caller, replica.KeyId, MATERIAL);
      await importMaterial(primary.caller, primary.KeyId, bytesOf(32, 2), NEW);
      const before = await materialStates(kms, primary.KeyId);
      await importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2));
      return [before, await materialStates(kms, primary.KeyId)];
    },
  ),
  fact(
    'RotateKeyOnDemand',
    'rotate-too-early',
    'Needs new material in every related key.',
    apiReference('ImportKeyMaterial'),
    'KMSInvalidStateException',
    async (kms) => {
      const { primary } = await importedKeys(kms);
      await importMaterial(primary.caller, primary.KeyId, bytesOf(32, 2), NEW);
      return (await refusedOn(primary, 'RotateKeyOnDemand')).name;
    },
  ),
  fact(
    'DeleteImportedKeyMaterial',
    'delete-pending',
    'Takes pending material from the related keys, too.',
    apiReference('DeleteImportedKeyMaterial'),
    INCORRECT,
    async (kms) => {
      const { primary, replica } = await importedKeys(kms);
      const { KeyMaterialId } = await importMaterial(primary.caller, primary.KeyId, bytesOf(32, 2), NEW);
      await importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2));
      await primary.caller.call('DeleteImportedKeyMaterial', { KeyId: primary.KeyId, KeyMaterialId });
      return refused(importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2)));
    },
  ),
  fact(
    'DeleteImportedKeyMaterial',
    'delete-replica',
    'Leaves the related keys as they are.',
    apiReference('DeleteImportedKeyMaterial'),
    'Enabled',
    async (kms) => {
      const { primary, replica } = await importedKeys(kms);
      await importMaterial(replica.caller, replica.KeyId, MATERIAL);
      await replica.caller.call('DeleteImportedKeyMaterial', { KeyId: replica.KeyId });
      return (await metadataOf(primary)).KeyState;
    },
  ),
];
