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
import { TO_BE_SOURCED } from './source.js';

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
      TO_BE_SOURCED.FL,
      (kms) => refused(kms.call(operation, { KeyId: 'alias/none' })),
      NO_ALIASES,
    ),
);

const unsupportedSpecs = (['EnableKeyRotation', 'RotateKeyOnDemand', 'ListKeyRotations'] as const).flatMap(
  (operation) =>
    [RSA, ECC, HMAC].map((key) =>
      fact(
        `spec-${operation.toLowerCase()}-${key.KeySpec.toLowerCase().replaceAll('_', '-')}`,
        operation,
        `A ${key.KeySpec} key is refused without a message.`,
        operation === 'ListKeyRotations' ? TO_BE_SOURCED.I : TO_BE_SOURCED.FL,
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
    TO_BE_SOURCED.D,
    refusedFor(operation, {}, disable),
    DISABLED,
  ),
  fact(
    `pending-deletion-${operation.toLowerCase()}`,
    operation,
    'A key that is pending deletion is refused.',
    TO_BE_SOURCED.D,
    refusedFor(operation, {}, scheduleDeletion),
    PENDING_DELETION,
  ),
]);

const origins = (['EnableKeyRotation', 'DisableKeyRotation', 'GetKeyRotationStatus'] as const).map((operation) =>
  fact(
    `external-${operation.toLowerCase()}`,
    operation,
    'A key with imported key material is refused.',
    operation === 'GetKeyRotationStatus' ? TO_BE_SOURCED.IS : TO_BE_SOURCED.FL,
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
    TO_BE_SOURCED.D,
    answerFor('EnableKeyRotation', {}),
    {},
  ),
  fact(
    'enable-period-low',
    'EnableKeyRotation',
    'A period below 90 days is refused, before the key is looked for.',
    TO_BE_SOURCED.D,
    (kms) => refused(kms.call('EnableKeyRotation', { KeyId: 'none', RotationPeriodInDays: 89 })),
    outOfRange(89, 'greater than or equal to 90'),
  ),
  fact(
    'enable-period-high',
    'EnableKeyRotation',
    'A period above 2560 days is refused.',
    TO_BE_SOURCED.D,
    (kms) => refused(kms.call('EnableKeyRotation', { KeyId: 'none', RotationPeriodInDays: 2561 })),
    outOfRange(2561, 'less than or equal to 2560'),
  ),
  fact(
    'enable-origin-first',
    'EnableKeyRotation',
    'The origin is checked before the key state.',
    TO_BE_SOURCED.FL,
    refusedFor('EnableKeyRotation', EXTERNAL),
    ORIGIN_EXTERNAL,
  ),
  fact(
    'enable-state-before-spec',
    'EnableKeyRotation',
    'The key state is checked before the key spec.',
    TO_BE_SOURCED.FL,
    refusedFor('EnableKeyRotation', RSA, disable),
    DISABLED,
  ),
  fact(
    'enable-again',
    'EnableKeyRotation',
    'Without a period, an enabled rotation keeps its own.',
    TO_BE_SOURCED.E,
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
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.D,
    answerFor('DisableKeyRotation', {}, enableRotation()),
    {},
  ),
  fact(
    'disable-rsa',
    'DisableKeyRotation',
    'An asymmetric key is accepted.',
    TO_BE_SOURCED.FL,
    answerFor('DisableKeyRotation', RSA),
    {},
  ),
  fact(
    'disable-hmac',
    'DisableKeyRotation',
    'An HMAC key is accepted.',
    TO_BE_SOURCED.FL,
    answerFor('DisableKeyRotation', HMAC),
    {},
  ),
  fact(
    'status-off',
    'GetKeyRotationStatus',
    'For a key that does not rotate, key ARN and false are all.',
    TO_BE_SOURCED.LS,
    answerFor('GetKeyRotationStatus', {}),
    { KeyId: '<arn>', KeyRotationEnabled: false },
  ),
  fact(
    'status-on',
    'GetKeyRotationStatus',
    'Period (365 days by default) and next date are told.',
    TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.FL,
    answerFor('GetKeyRotationStatus', RSA),
    { KeyId: '<arn>', KeyRotationEnabled: false },
  ),
  fact(
    'status-hmac',
    'GetKeyRotationStatus',
    'An HMAC key does not rotate, which is no error.',
    TO_BE_SOURCED.FL,
    answerFor('GetKeyRotationStatus', HMAC),
    { KeyId: '<arn>', KeyRotationEnabled: false },
  ),
  fact(
    'status-pending-deletion',
    'GetKeyRotationStatus',
    'A key that is pending deletion does not rotate.',
    TO_BE_SOURCED.IS,
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
    TO_BE_SOURCED.D,
    async (kms) => {
      const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: 'alias/aws/s3' });
      const status = await kms.call('GetKeyRotationStatus', { KeyId: KeyMetadata.KeyId });
      return { enabled: status.KeyRotationEnabled, days: status.RotationPeriodInDays };
    },
    { enabled: true, days: 365 },
  ),
];
