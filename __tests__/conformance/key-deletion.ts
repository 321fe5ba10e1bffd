import { ACCOUNT, DAY, REGION, START } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { factsOf, invalid, newKey, onKey, PENDING_DELETION, refusedOn, violates } from './key-scenes.js';
import { matching } from './matchers.js';
import { TO_BE_SOURCED } from './source.js';

const fact = factsOf('key-deletion');

export const KEY_DELETION_FACTS: readonly Fact[] = [
  fact(
    'schedule-default',
    'ScheduleKeyDeletion',
    'The waiting period is 30 days where none is given.',
    TO_BE_SOURCED.LS,
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
      TO_BE_SOURCED.IS,
      onKey('ScheduleKeyDeletion', { input: { PendingWindowInDays } }),
      invalid('PendingWindowInDays must be between 7 and 30'),
    ),
  ),
  fact(
    'schedule-window-366',
    'ScheduleKeyDeletion',
    'The schema ends at 365 days.',
    TO_BE_SOURCED.D,
    onKey('ScheduleKeyDeletion', { input: { PendingWindowInDays: 366 } }),
    violates(
      "Value '366' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value less than or equal to 365",
    ),
  ),
  fact(
    'schedule-twice',
    'ScheduleKeyDeletion',
    'A key pending deletion cannot be scheduled again.',
    TO_BE_SOURCED.LS,
    onKey('ScheduleKeyDeletion', { state: 'PendingDeletion' }),
    PENDING_DELETION,
  ),
  fact(
    'cancel-answer',
    'CancelKeyDeletion',
    'The answer is the ARN of the key, which is Disabled and has no DeletionDate.',
    TO_BE_SOURCED.LS,
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
      TO_BE_SOURCED.D,
      onKey('CancelKeyDeletion', state && { state }),
      { name: 'KMSInvalidStateException', message: '<arn> is not pending deletion.' },
    ),
  ),
  fact(
    'deleted',
    'DescribeKey',
    'When the waiting period is over, the key is unknown and its alias is gone.',
    TO_BE_SOURCED.D,
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
