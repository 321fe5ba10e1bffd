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
import { TO_BE_SOURCED } from './source.js';

export const ON_DEMAND_ROTATION_FACTS: readonly Fact[] = [
  fact(
    'on-demand-arn',
    'RotateKeyOnDemand',
    'The answer is the key ARN.',
    TO_BE_SOURCED.LS,
    answerFor('RotateKeyOnDemand', {}),
    {
      KeyId: '<arn>',
    },
  ),
  fact(
    'on-demand-material',
    'RotateKeyOnDemand',
    'CurrentKeyMaterialId changes.',
    TO_BE_SOURCED.LS,
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
    TO_BE_SOURCED.LS,
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
    TO_BE_SOURCED.LS,
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
    TO_BE_SOURCED.LS,
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
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
    answerFor('ListKeyRotations', {}),
    { Rotations: [], Truncated: false },
  ),
  fact(
    'list-types',
    'ListKeyRotations',
    'Type and date of each completed rotation are told.',
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
    async (kms) => {
      const KeyId = await keyArn(kms);
      await kms.call('RotateKeyOnDemand', { KeyId });
      const { Rotations } = await kms.call('ListKeyRotations', { KeyId });
      return Rotations.map((entry) => KeyId.endsWith(`:key/${entry.KeyId}`));
    },
    [true],
  ),
];
