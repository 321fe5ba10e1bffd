import { DAY, START, testKms } from '../support/engine.js';
import type { Fact } from './fact.js';
import {
  fact,
  IRELAND,
  invalidState,
  metadataOf,
  NOT_PRIMARY,
  type Placed,
  primaryKey,
  refusedOn,
  relatedKeys,
  TOKYO,
} from './multi-region-scenes.js';
import { inferred } from './source.js';
import { apiReference, developerGuide, memberOf } from './sources/aws.js';
import { KEY_STATE_TABLE } from './sources/common.js';
import { recorded } from './sources/localstack.js';

function update({ KeyId, caller }: Placed, PrimaryRegion = IRELAND) {
  return caller.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion });
}

/** Related keys while the primary Region is being changed. */
async function updatingKeys() {
  const kms = testKms({ world: { transitionDelay: 1000 } });
  const related = await relatedKeys(kms);
  kms.advance(1000);
  await update(related.primary);
  return { kms, ...related };
}

async function roleOf(key: Placed) {
  return (await metadataOf(key)).MultiRegionConfiguration?.MultiRegionKeyType;
}

const PENDING_REPLICA_DELETION = invalidState('pending replica deletion');

const PENDING = inferred(
  'The table has one message for both states: is pending deletion (or pending replica deletion)',
  KEY_STATE_TABLE,
);

/** How the primary key changes and goes. */
export const MULTI_REGION_LIFECYCLE_FACTS: readonly Fact[] = [
  fact(
    'UpdatePrimaryRegion',
    'update-answer',
    'Returns nothing.',
    apiReference('UpdatePrimaryRegion'),
    {},
    async (kms) => update((await relatedKeys(kms)).primary),
  ),
  fact(
    'UpdatePrimaryRegion',
    'update-roles',
    'Makes the primary key a replica and the replica primary.',
    apiReference('UpdatePrimaryRegion'),
    ['REPLICA', 'PRIMARY'],
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      await update(primary);
      return [await roleOf(primary), await roleOf(replica)];
    },
  ),
  fact(
    'UpdatePrimaryRegion',
    'updating',
    'Shows both keys as Updating meanwhile.',
    developerGuide('multi-region-keys-manage', 'The Updating key state', 'update-primary-keystate'),
    ['Updating', 'Updating'],
    async () => {
      const { primary, replica } = await updatingKeys();
      return [(await metadataOf(primary)).KeyState, (await metadataOf(replica)).KeyState];
    },
  ),
  fact(
    'UpdatePrimaryRegion',
    'updated',
    'Restores the key state afterwards.',
    developerGuide('multi-region-keys-manage', 'The Updating key state', 'update-primary-keystate'),
    'Enabled',
    async () => {
      const { kms, primary } = await updatingKeys();
      kms.advance(1000);
      return (await metadataOf(primary)).KeyState;
    },
  ),
  fact(
    'DisableKey',
    'updating-disable',
    'Is refused while the key is updating.',
    KEY_STATE_TABLE,
    invalidState('updating'),
    async () => {
      return refusedOn((await updatingKeys()).primary, 'DisableKey');
    },
  ),
  fact(
    'ReplicateKey',
    'updating-replicate',
    'Is refused while the key is updating.',
    KEY_STATE_TABLE,
    invalidState('updating'),
    async () => {
      return refusedOn((await updatingKeys()).replica, 'ReplicateKey', { ReplicaRegion: TOKYO });
    },
  ),
  fact(
    'ScheduleKeyDeletion',
    'updating-schedule',
    'Is refused while the key is updating.',
    KEY_STATE_TABLE,
    invalidState('updating'),
    async () => {
      return refusedOn((await updatingKeys()).primary, 'ScheduleKeyDeletion');
    },
  ),
  fact('Encrypt', 'updating-encrypt', 'Goes on while the key is updating.', KEY_STATE_TABLE, true, async () => {
    const { KeyId, caller } = (await updatingKeys()).replica;
    return (await caller.call('Encrypt', { KeyId, Plaintext: 'hello' })).KeyId === KeyId;
  }),
  fact(
    'Encrypt',
    'creating-encrypt',
    'Is refused while the key is creating.',
    KEY_STATE_TABLE,
    invalidState('creating'),
    async () => {
      const { replica } = await relatedKeys(testKms({ world: { transitionDelay: 1000 } }));
      return refusedOn(replica, 'Encrypt', { Plaintext: 'hello' });
    },
  ),
  fact(
    'UpdateKeyDescription',
    'creating-describe',
    'Goes on while the key is creating.',
    KEY_STATE_TABLE,
    {},
    async () => {
      const { replica } = await relatedKeys(testKms({ world: { transitionDelay: 1000 } }));
      return replica.caller.call('UpdateKeyDescription', { KeyId: replica.KeyId, Description: 'soon' });
    },
  ),
  fact(
    'UpdatePrimaryRegion',
    'update-replica',
    'Is called on the primary key.',
    inferred('ReplicateKey refuses a replica key so', recorded('test_replicate_replica_key_should_fail')),
    NOT_PRIMARY,
    async (kms) => {
      return refusedOn((await relatedKeys(kms)).replica, 'UpdatePrimaryRegion', { PrimaryRegion: IRELAND });
    },
  ),
  fact(
    'UpdatePrimaryRegion',
    'update-nowhere',
    'Needs a replica key in the Region.',
    inferred(
      'The Region must have a replica key, and NotFoundException is among the errors',
      apiReference('UpdatePrimaryRegion'),
    ),
    'NotFoundException',
    async (kms) => {
      return (await refusedOn((await relatedKeys(kms)).primary, 'UpdatePrimaryRegion', { PrimaryRegion: TOKYO })).name;
    },
  ),
  fact(
    'UpdatePrimaryRegion',
    'update-disabled',
    'Needs both keys enabled.',
    inferred('The table says so of the key in the request', KEY_STATE_TABLE),
    'DisabledException',
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      await replica.caller.call('DisableKey', { KeyId: replica.KeyId });
      return (await refusedOn(primary, 'UpdatePrimaryRegion', { PrimaryRegion: IRELAND })).name;
    },
  ),
  fact(
    'ScheduleKeyDeletion',
    'schedule-primary',
    'Lets a primary key wait for its replica keys, without a date.',
    apiReference('ScheduleKeyDeletion'),
    ['PendingReplicaDeletion', 10, undefined],
    async (kms) => {
      const { KeyId } = (await relatedKeys(kms)).primary;
      const answer = await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 10 });
      return [answer.KeyState, answer.PendingWindowInDays, answer.DeletionDate];
    },
  ),
  fact(
    'DescribeKey',
    'waiting-primary',
    'Shows the waiting period of a primary key that waits for its replica keys.',
    memberOf('KeyMetadata', 'PendingDeletionWindowInDays'),
    ['PendingReplicaDeletion', 10, undefined],
    async (kms) => {
      const { primary } = await relatedKeys(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId: primary.KeyId, PendingWindowInDays: 10 });
      const { KeyState, PendingDeletionWindowInDays, DeletionDate } = await metadataOf(primary);
      return [KeyState, PendingDeletionWindowInDays, DeletionDate];
    },
  ),
  fact(
    'DescribeKey',
    'last-replica',
    'Shows a date of deletion once the last replica key is deleted.',
    developerGuide('multi-region-keys-delete', 'How to delete a primary key', 'primary-delete'),
    ['PendingDeletion', undefined, new Date(START + 17 * DAY)],
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId: primary.KeyId, PendingWindowInDays: 10 });
      await replica.caller.call('ScheduleKeyDeletion', { KeyId: replica.KeyId, PendingWindowInDays: 7 });
      kms.advance(8 * DAY);
      const { KeyState, PendingDeletionWindowInDays, DeletionDate } = await metadataOf(primary);
      return [KeyState, PendingDeletionWindowInDays, DeletionDate];
    },
  ),
  fact(
    'ScheduleKeyDeletion',
    'schedule-replica',
    'Deletes a replica key at any time.',
    developerGuide('multi-region-keys-delete', 'How to delete a replica key', 'replica-delete'),
    'PendingDeletion',
    async (kms) => {
      const { KeyId, caller } = (await relatedKeys(kms)).replica;
      return (await caller.call('ScheduleKeyDeletion', { KeyId })).KeyState;
    },
  ),
  fact(
    'ScheduleKeyDeletion',
    'schedule-lone',
    'Deletes a primary key without replica keys like any key.',
    developerGuide('multi-region-keys-delete', 'How to delete a primary key', 'primary-delete'),
    'PendingDeletion',
    async (kms) => {
      const { KeyId } = await primaryKey(kms);
      return (await kms.call('ScheduleKeyDeletion', { KeyId })).KeyState;
    },
  ),
  fact(
    'Encrypt',
    'waiting-encrypt',
    'Is refused while the key waits for its replica keys.',
    PENDING,
    PENDING_REPLICA_DELETION,
    async (kms) => {
      const { primary } = await relatedKeys(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId: primary.KeyId });
      return refusedOn(primary, 'Encrypt', { Plaintext: 'hello' });
    },
  ),
  fact(
    'ReplicateKey',
    'waiting-replicate',
    'Is refused while the key waits for its replica keys.',
    PENDING,
    PENDING_REPLICA_DELETION,
    async (kms) => {
      const { primary } = await relatedKeys(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId: primary.KeyId });
      return refusedOn(primary, 'ReplicateKey', { ReplicaRegion: TOKYO });
    },
  ),
  fact(
    'CancelKeyDeletion',
    'cancel-waiting',
    'Brings a key that waits for its replica keys back as Disabled.',
    apiReference('CancelKeyDeletion'),
    'Disabled',
    async (kms) => {
      const { primary } = await relatedKeys(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId: primary.KeyId });
      await kms.call('CancelKeyDeletion', { KeyId: primary.KeyId });
      return (await metadataOf(primary)).KeyState;
    },
  ),
];
