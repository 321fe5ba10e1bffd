import { DAY, START } from '../support/engine.js';
import { keyArn } from '../support/grants.js';
import { type Fact, refused } from './fact.js';
import {
  answerFor,
  DISABLED,
  disable,
  ECC,
  EXTERNAL,
  enableRotation,
  fact,
  HMAC,
  importMaterial,
  NO_ALIASES,
  NO_MESSAGE,
  ORIGIN_EXTERNAL,
  PENDING_DELETION,
  RSA,
  refusedFor,
  scheduleDeletion,
} from './rotation-scenes.js';
import { inferred } from './source.js';
import { apiReference } from './sources/aws.js';
import { emulated } from './sources/emulators.js';
import { measured } from './sources/floci.js';
import { quoted } from './sources/issues.js';
import { recorded } from './sources/localstack.js';

function outOfRange(value: number, constraint: string): { name: string; message: string } {
  return {
    name: 'ValidationException',
    message: `1 validation error detected: Value '${value}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value ${constraint}`,
  };
}

const aliases = (['EnableKeyRotation', 'DisableKeyRotation', 'GetKeyRotationStatus', 'RotateKeyOnDemand'] as const).map(
  (operation) =>
    fact(
      `alias-${operation.toLowerCase()}`,
      operation,
      'An alias name is refused, whether or not the alias exists.',
      measured('keyOnlyOperationsRejectAnAliasBeforeLookingItUp'),
      (kms) => refused(kms.call(operation, { KeyId: 'alias/none' })),
      NO_ALIASES,
    ),
);

const NO_ROTATION = measured('rotationRejectsAKeySpecThatDoesNotRotateWithoutAMessage');

const unsupportedSpecs = (['EnableKeyRotation', 'RotateKeyOnDemand', 'ListKeyRotations'] as const).flatMap(
  (operation) =>
    [RSA, ECC, HMAC].map((key) =>
      fact(
        `spec-${operation.toLowerCase()}-${key.KeySpec.toLowerCase().replaceAll('_', '-')}`,
        operation,
        `A ${key.KeySpec} key is refused without a message.`,
        operation === 'ListKeyRotations' || key === ECC
          ? inferred('EnableKeyRotation and RotateKeyOnDemand refuse RSA and HMAC keys so', NO_ROTATION)
          : NO_ROTATION,
        refusedFor(operation, key),
        NO_MESSAGE,
      ),
    ),
);

const states = (['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand'] as const).flatMap((operation) => [
  fact(
    `disabled-${operation.toLowerCase()}`,
    operation,
    'A disabled key is refused.',
    measured('rotationRejectsADisabledKey'),
    refusedFor(operation, {}, disable),
    DISABLED,
  ),
  fact(
    `pending-deletion-${operation.toLowerCase()}`,
    operation,
    'A key that is pending deletion is refused.',
    measured('rotationRejectsAKeyPendingDeletion'),
    refusedFor(operation, {}, scheduleDeletion),
    PENDING_DELETION,
  ),
]);

const origins = (['EnableKeyRotation', 'DisableKeyRotation', 'GetKeyRotationStatus'] as const).map((operation) =>
  fact(
    `external-${operation.toLowerCase()}`,
    operation,
    'A key with imported key material is refused.',
    operation === 'GetKeyRotationStatus'
      ? quoted('duo-labs/cloudmapper#906')
      : measured('operationsRejectAKeyWithTheWrongOrigin'),
    refusedFor(operation, EXTERNAL, importMaterial),
    ORIGIN_EXTERNAL,
  ),
);

export const ROTATION_FACTS: readonly Fact[] = [
  ...aliases,
  ...unsupportedSpecs,
  ...states,
  ...origins,
  fact(
    'enable-empty',
    'EnableKeyRotation',
    'The answer is empty.',
    apiReference('EnableKeyRotation'),
    answerFor('EnableKeyRotation', {}),
    {},
  ),
  fact(
    'enable-period-low',
    'EnableKeyRotation',
    'A period below 90 days is refused, before the key is looked for.',
    measured('enableKeyRotationValidatesTheRotationPeriodBeforeLookingUpTheKey'),
    (kms) => refused(kms.call('EnableKeyRotation', { KeyId: 'none', RotationPeriodInDays: 89 })),
    outOfRange(89, 'greater than or equal to 90'),
  ),
  fact(
    'enable-period-high',
    'EnableKeyRotation',
    'A period above 2560 days is refused.',
    measured('enableKeyRotationValidatesTheRotationPeriodBeforeLookingUpTheKey'),
    (kms) => refused(kms.call('EnableKeyRotation', { KeyId: 'none', RotationPeriodInDays: 2561 })),
    outOfRange(2561, 'less than or equal to 2560'),
  ),
  fact(
    'enable-origin-first',
    'EnableKeyRotation',
    'The origin is checked before the key state.',
    measured('operationsRejectAKeyWithTheWrongOrigin'),
    refusedFor('EnableKeyRotation', EXTERNAL),
    ORIGIN_EXTERNAL,
  ),
  fact(
    'enable-state-before-spec',
    'EnableKeyRotation',
    'The key state is checked before the key spec.',
    measured('rotationRejectsADisabledKey'),
    refusedFor('EnableKeyRotation', RSA, disable),
    DISABLED,
  ),
  fact(
    'enable-again',
    'EnableKeyRotation',
    'Without a period, an enabled rotation keeps its own.',
    emulated('LocalStack', 'provider.py#L1462'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      await enableRotation(100)(kms, KeyId);
      await enableRotation()(kms, KeyId);
      return (await kms.call('GetKeyRotationStatus', { KeyId })).RotationPeriodInDays;
    },
    100,
  ),
  fact(
    'enable-changes-period',
    'EnableKeyRotation',
    'With a period, an enabled rotation takes it over.',
    apiReference('EnableKeyRotation'),
    async (kms) => {
      const KeyId = await keyArn(kms);
      await enableRotation(100)(kms, KeyId);
      await enableRotation(200)(kms, KeyId);
      return (await kms.call('GetKeyRotationStatus', { KeyId })).RotationPeriodInDays;
    },
    200,
  ),
  fact(
    'disable-empty',
    'DisableKeyRotation',
    'The answer is empty.',
    apiReference('DisableKeyRotation'),
    answerFor('DisableKeyRotation', {}, enableRotation()),
    {},
  ),
  fact(
    'disable-rsa',
    'DisableKeyRotation',
    'An asymmetric key is accepted.',
    measured('disableKeyRotationAcceptsAKeySpecThatDoesNotRotate'),
    answerFor('DisableKeyRotation', RSA),
    {},
  ),
  fact(
    'disable-hmac',
    'DisableKeyRotation',
    'An HMAC key is accepted.',
    measured('disableKeyRotationAcceptsAKeySpecThatDoesNotRotate'),
    answerFor('DisableKeyRotation', HMAC),
    {},
  ),
  fact(
    'status-off',
    'GetKeyRotationStatus',
    'For a key that does not rotate, key ARN and false are all.',
    recorded('test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_disabled'),
    answerFor('GetKeyRotationStatus', {}),
    { KeyId: '<arn>', KeyRotationEnabled: false },
  ),
  fact(
    'status-on',
    'GetKeyRotationStatus',
    'Period (365 days by default) and next date are told.',
    recorded('test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_enabled'),
    answerFor('GetKeyRotationStatus', {}, enableRotation()),
    {
      KeyId: '<arn>',
      KeyRotationEnabled: true,
      RotationPeriodInDays: 365,
      NextRotationDate: new Date(START + 365 * DAY),
    },
  ),
  fact(
    'status-rsa',
    'GetKeyRotationStatus',
    'An asymmetric key does not rotate, which is no error.',
    quoted('ansible-collections/community.aws#311'),
    answerFor('GetKeyRotationStatus', RSA),
    { KeyId: '<arn>', KeyRotationEnabled: false },
  ),
  fact(
    'status-hmac',
    'GetKeyRotationStatus',
    'An HMAC key does not rotate, which is no error.',
    inferred('It tells so of asymmetric keys', quoted('ansible-collections/community.aws#311')),
    answerFor('GetKeyRotationStatus', HMAC),
    { KeyId: '<arn>', KeyRotationEnabled: false },
  ),
  fact(
    'status-pending-deletion',
    'GetKeyRotationStatus',
    'A key that is pending deletion does not rotate.',
    quoted('nccgroup/ScoutSuite#1174'),
    answerFor('GetKeyRotationStatus', {}, async (kms, KeyId) => {
      await enableRotation()(kms, KeyId);
      await scheduleDeletion(kms, KeyId);
    }),
    { KeyId: '<arn>', KeyRotationEnabled: false },
  ),
  fact(
    'status-aws-managed',
    'GetKeyRotationStatus',
    'AWS managed keys rotate every year.',
    apiReference('GetKeyRotationStatus'),
    async (kms) => {
      const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: 'alias/aws/s3' });
      const status = await kms.call('GetKeyRotationStatus', { KeyId: KeyMetadata.KeyId });
      return { enabled: status.KeyRotationEnabled, days: status.RotationPeriodInDays };
    },
    { enabled: true, days: 365 },
  ),
];
