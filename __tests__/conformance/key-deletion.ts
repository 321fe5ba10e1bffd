import { ACCOUNT, DAY, REGION, START } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { factsOf, invalid, newKey, onKey, PENDING_DELETION, refusedOn, violates } from './key-scenes.js';
import { matching } from './matchers.js';
import { inferred } from './source.js';
import { apiReference, requestMember } from './sources/aws.js';
import { KEY_STATE_TABLE } from './sources/common.js';
import { measured } from './sources/floci.js';
import { quoted } from './sources/issues.js';
import { asserted } from './sources/localstack.js';

const fact = factsOf('key-deletion');

export const KEY_DELETION_FACTS: readonly Fact[] = [
  fact(
    'schedule-default',
    'ScheduleKeyDeletion',
    'The waiting period is 30 days where none is given.',
    apiReference('ScheduleKeyDeletion'),
    onKey('ScheduleKeyDeletion'),
    {
      KeyId: matching(/^arn:/),
      DeletionDate: new Date(START + 30 * DAY),
      KeyState: 'PendingDeletion',
      PendingWindowInDays: 30,
    },
  ),
  ...[6, 31].map((PendingWindowInDays) =>
    fact(
      `schedule-window-${PendingWindowInDays}`,
      'ScheduleKeyDeletion',
      `A waiting period of ${PendingWindowInDays} days is refused after the schema has let it through.`,
      quoted('Skyscanner/kms-issuer#8'),
      onKey('ScheduleKeyDeletion', { input: { PendingWindowInDays } }),
      invalid('PendingWindowInDays must be between 7 and 30'),
    ),
  ),
  fact(
    'schedule-window-366',
    'ScheduleKeyDeletion',
    'The schema ends at 365 days.',
    requestMember('ScheduleKeyDeletion', 'PendingWindowInDays'),
    onKey('ScheduleKeyDeletion', { input: { PendingWindowInDays: 366 } }),
    violates(
      "Value '366' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value less than or equal to 365",
    ),
  ),
  fact(
    'schedule-twice',
    'ScheduleKeyDeletion',
    'A key pending deletion cannot be scheduled again.',
    measured('keyManagementRejectsAKeyPendingDeletion'),
    onKey('ScheduleKeyDeletion', { state: 'PendingDeletion' }),
    PENDING_DELETION,
  ),
  fact(
    'cancel-answer',
    'CancelKeyDeletion',
    'The answer is the ARN of the key, which is Disabled and has no DeletionDate.',
    asserted('test_schedule_and_cancel_key_deletion'),
    async (kms) => {
      const { KeyId, Arn } = await newKey(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId });
      const answer = await kms.call('CancelKeyDeletion', { KeyId });
      const { KeyState, DeletionDate } = (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
      return { isArn: answer.KeyId === Arn, KeyState, DeletionDate };
    },
    { isArn: true, KeyState: 'Disabled', DeletionDate: undefined },
  ),
  ...([undefined, 'Disabled'] as const).map((state) =>
    fact(
      `cancel-${state?.toLowerCase() ?? 'enabled'}`,
      'CancelKeyDeletion',
      `A key that is ${state ?? 'Enabled'} is refused.`,
      inferred(
        'The table has one message for both states: is not pending deletion (or pending replica deletion)',
        KEY_STATE_TABLE,
      ),
      onKey('CancelKeyDeletion', state && { state }),
      { name: 'KMSInvalidStateException', message: '<arn> is not pending deletion.' },
    ),
  ),
  fact(
    'deleted',
    'DescribeKey',
    'When the waiting period is over, the key is unknown and its alias is gone.',
    apiReference('ScheduleKeyDeletion'),
    async (kms) => {
      const key = await newKey(kms);
      await kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: key.KeyId });
      await kms.call('ScheduleKeyDeletion', { KeyId: key.KeyId, PendingWindowInDays: 7 });
      kms.advance(7 * DAY);
      return [
        await refusedOn(key, kms.call('DescribeKey', { KeyId: key.KeyId })),
        await refused(kms.call('DescribeKey', { KeyId: 'alias/a' })),
      ];
    },
    [
      { name: 'NotFoundException', message: "Key '<arn>' does not exist" },
      { name: 'NotFoundException', message: `Alias arn:aws:kms:${REGION}:${ACCOUNT}:alias/a is not found.` },
    ],
  ),
];
