import { DAY, START } from '../support/engine.js';
import { keyArn } from '../support/grants.js';
import { type Fact, refused } from './fact.js';
import {
  answerFor,
  currentMaterial,
  EXTERNAL,
  enableRotation,
  fact,
  importMaterial,
  refusedFor,
} from './rotation-scenes.js';
import { inferred } from './source.js';
import { apiReference, listedError, memberOf, responseMember } from './sources/aws.js';
import { recorded } from './sources/localstack.js';

export const ON_DEMAND_ROTATION_FACTS: readonly Fact[] = [
  fact(
    'on-demand-arn',
    'RotateKeyOnDemand',
    'The answer is the key ARN.',
    recorded('test_rotate_on_demand_returns_arn_for_key_id'),
    answerFor('RotateKeyOnDemand', {}),
    {
      KeyId: '<arn>',
    },
  ),
  fact(
    'on-demand-material',
    'RotateKeyOnDemand',
    'CurrentKeyMaterialId changes.',
    recorded('test_key_rotation_updates_current_key_material_id_for_aws_symmetric_keys'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      const before = await currentMaterial(kms, KeyId);
      await kms.call('RotateKeyOnDemand', { KeyId });
      return (await currentMaterial(kms, KeyId)) === before;
    },
    false,
  ),
  fact(
    'on-demand-old-ciphertext',
    'RotateKeyOnDemand',
    'Decrypt tells the key material of earlier ciphertext.',
    responseMember('Decrypt', 'KeyMaterialId'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      const before = await currentMaterial(kms, KeyId);
      const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'text' });
      await kms.call('RotateKeyOnDemand', { KeyId });
      return (await kms.call('Decrypt', { CiphertextBlob })).KeyMaterialId === before;
    },
    true,
  ),
  fact(
    'on-demand-limit',
    'RotateKeyOnDemand',
    'A key rotates 25 times on demand.',
    inferred(
      'AWS said so when the limit was 10; it is 25 now, by the page of RotateKeyOnDemand',
      recorded('test_key_rotations_limits'),
    ),
    refusedFor('RotateKeyOnDemand', {}, async (kms, KeyId) => {
      for (let done = 0; done < 25; done++) await kms.call('RotateKeyOnDemand', { KeyId });
    }),
    {
      name: 'LimitExceededException',
      message:
        'The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: <arn>',
    },
  ),
  fact(
    'on-demand-none-pending',
    'RotateKeyOnDemand',
    'A key with imported material needs pending material.',
    recorded('test_rotate_key_on_demand_raises_for_no_pending_key_material'),
    refusedFor('RotateKeyOnDemand', EXTERNAL, importMaterial),
    {
      name: 'KMSInvalidStateException',
      message: 'No available key material pending rotation for the key: <arn>.',
    },
  ),
  fact(
    'on-demand-pending-import',
    'RotateKeyOnDemand',
    'A key that is pending import is refused.',
    recorded('test_rotate_key_on_demand_on_external_key_with_no_key_material[SYMMETRIC_DEFAULT]'),
    refusedFor('RotateKeyOnDemand', EXTERNAL),
    {
      name: 'KMSInvalidStateException',
      message: '<arn> is pending import.',
    },
  ),
  fact(
    'on-demand-schedule',
    'RotateKeyOnDemand',
    'The schedule of automatic rotation does not change.',
    apiReference('RotateKeyOnDemand'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      await enableRotation(730)(kms, KeyId);
      kms.advance(100 * DAY);
      await kms.call('RotateKeyOnDemand', { KeyId });
      return (await kms.call('GetKeyRotationStatus', { KeyId })).NextRotationDate;
    },
    new Date(START + 730 * DAY),
  ),
  fact(
    'on-demand-conflict',
    'RotateKeyOnDemand',
    'Within 20 minutes of an automatic rotation it is refused.',
    listedError('RotateKeyOnDemand', 'ConflictException'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      await enableRotation(90)(kms, KeyId);
      kms.advance(90 * DAY - 60_000);
      return (await refused(kms.call('RotateKeyOnDemand', { KeyId }))).name;
    },
    'ConflictException',
  ),
  fact(
    'list-none',
    'ListKeyRotations',
    'A key that never rotated has no rotations.',
    apiReference('ListKeyRotations'),
    answerFor('ListKeyRotations', {}),
    { Rotations: [], Truncated: false },
  ),
  fact(
    'list-types',
    'ListKeyRotations',
    'Type and date of each completed rotation are told.',
    memberOf('RotationsListEntry', 'RotationType'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      await kms.call('RotateKeyOnDemand', { KeyId });
      await enableRotation(90)(kms, KeyId);
      kms.advance(90 * DAY);
      const { Rotations } = await kms.call('ListKeyRotations', { KeyId });
      return Rotations.map(({ RotationType, RotationDate }) => [RotationType, RotationDate]);
    },
    [
      ['ON_DEMAND', new Date(START)],
      ['AUTOMATIC', new Date(START + 90 * DAY)],
    ],
  ),
  fact(
    'list-all',
    'ListKeyRotations',
    'ALL_KEY_MATERIAL adds the first key material, without date and type.',
    memberOf('RotationsListEntry', 'KeyMaterialState'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      const { Rotations } = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
      return Rotations.map((entry) => [Object.keys(entry), entry.KeyMaterialState]);
    },
    [[['KeyId', 'KeyMaterialId', 'KeyMaterialState'], 'CURRENT']],
  ),
  fact(
    'list-key-id',
    'ListKeyRotations',
    'Entries name the key by its id.',
    memberOf('RotationsListEntry', 'KeyId'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      await kms.call('RotateKeyOnDemand', { KeyId });
      const { Rotations } = await kms.call('ListKeyRotations', { KeyId });
      return Rotations.map((entry) => KeyId.endsWith(`:key/${entry.KeyId}`));
    },
    [true],
  ),
];
