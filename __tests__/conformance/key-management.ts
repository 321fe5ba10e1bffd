import type { OperationName } from '../../src/model/operation-types.js';
import { ACCOUNT, REGION, START } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { factsOf, NO_ALIASES, newKey, onKey, PENDING_DELETION, refusedOn } from './key-scenes.js';
import { anyString, matching } from './matchers.js';
import { inferred } from './source.js';
import { apiReference, memberOf } from './sources/aws.js';
import { measured } from './sources/floci.js';
import { quoted } from './sources/issues.js';

const fact = factsOf('key-management');

const TAGS = [{ TagKey: 'a', TagValue: 'b' }];
const INPUTS: { readonly [operation in OperationName]?: object } = {
  CancelKeyDeletion: {},
  DisableKey: {},
  EnableKey: {},
  GetKeyPolicy: {},
  ListKeyPolicies: {},
  ListResourceTags: {},
  PutKeyPolicy: { Policy: '{}' },
  ScheduleKeyDeletion: {},
  TagResource: { Tags: TAGS },
  UntagResource: { TagKeys: ['a'] },
  UpdateKeyDescription: { Description: 'new' },
};
const OPERATIONS = Object.keys(INPUTS) as OperationName[];

const noAliases = OPERATIONS.flatMap((operation) =>
  (['alias/none', `arn:aws:kms:${REGION}:${ACCOUNT}:alias/none`] as const).map((KeyId) =>
    fact(
      `${operation.toLowerCase()}-alias${KeyId.startsWith('arn') ? '-arn' : '-name'}`,
      operation,
      `An alias ${KeyId.startsWith('arn') ? 'ARN' : 'name'} is refused before it is looked up.`,
      measured('keyOnlyOperationsRejectAnAliasBeforeLookingItUp'),
      (kms) => refused(kms.call(operation, { KeyId, ...INPUTS[operation] })),
      NO_ALIASES,
    ),
  ),
);

const pendingDeletion = (
  ['DisableKey', 'EnableKey', 'TagResource', 'UntagResource', 'UpdateKeyDescription'] as const
).map((operation) =>
  fact(
    `${operation.toLowerCase()}-pending-deletion`,
    operation,
    'A key pending deletion is refused.',
    measured('keyManagementRejectsAKeyPendingDeletion'),
    onKey(operation, { state: 'PendingDeletion', input: INPUTS[operation] as object }),
    PENDING_DELETION,
  ),
);

const pendingImport = (['DisableKey', 'EnableKey'] as const).map((operation) =>
  fact(
    `${operation.toLowerCase()}-pending-import`,
    operation,
    'A key without its imported material is refused.',
    measured('operationsRejectAKeyPendingImport'),
    onKey(operation, { key: { Origin: 'EXTERNAL' } }),
    { name: 'KMSInvalidStateException', message: '<arn> is pending import.' },
  ),
);

const empty = (['DisableKey', 'EnableKey', 'TagResource', 'UntagResource', 'UpdateKeyDescription'] as const).map(
  (operation) =>
    fact(
      `${operation.toLowerCase()}-answer`,
      operation,
      'The answer is empty, for a disabled key too.',
      apiReference(operation),
      onKey(operation, { state: 'Disabled', input: INPUTS[operation] as object }),
      {},
    ),
);

const awsManaged = (
  ['DisableKey', 'EnableKey', 'ScheduleKeyDeletion', 'TagResource', 'UntagResource', 'UpdateKeyDescription'] as const
).map((operation) =>
  fact(
    `${operation.toLowerCase()}-aws-managed`,
    operation,
    'An AWS managed key is refused by its key policy.',
    inferred('AWS refused another call on an AWS managed key so', quoted('elastic/cloudbeat#1749')),
    async (kms) => {
      const { Arn } = (await kms.call('DescribeKey', { KeyId: 'alias/aws/s3' })).KeyMetadata as { Arn: string };
      return refusedOn({ Arn }, kms.call(operation, { KeyId: Arn, ...INPUTS[operation] }));
    },
    {
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: kms:${operation} on resource: <arn> because no resource-based policy allows the kms:${operation} action`,
    },
  ),
);

const lastUsage: readonly Fact[] = [
  fact(
    'last-usage-none',
    'GetKeyLastUsage',
    'The KeyLastUsage of a key that was never used is an empty object.',
    apiReference('GetKeyLastUsage'),
    onKey('GetKeyLastUsage'),
    {
      KeyId: matching(/^[0-9a-f-]{36}$/),
      KeyLastUsage: {},
      TrackingStartDate: new Date(START),
      KeyCreationDate: new Date(START),
    },
  ),
  fact(
    'last-usage-encrypt',
    'GetKeyLastUsage',
    'It tells operation, time, event and request of the last success.',
    memberOf('KeyLastUsageData', 'Operation'),
    async (kms) => {
      const { KeyId } = await newKey(kms);
      kms.advance(5000);
      await kms.call('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
      return (await kms.call('GetKeyLastUsage', { KeyId })).KeyLastUsage;
    },
    {
      Operation: 'Encrypt',
      Timestamp: new Date(START + 5000),
      CloudTrailEventId: matching(/^[0-9a-f-]{36}$/),
      KmsRequestId: anyString,
    },
  ),
  fact(
    'last-usage-get-public-key',
    'GetKeyLastUsage',
    'GetPublicKey is not tracked.',
    memberOf('KeyLastUsageData', 'Operation'),
    async (kms) => {
      const { KeyId } = await newKey(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
      await kms.call('GetPublicKey', { KeyId });
      return (await kms.call('GetKeyLastUsage', { KeyId })).KeyLastUsage;
    },
    {},
  ),
];

export const KEY_MANAGEMENT_FACTS: readonly Fact[] = [
  ...noAliases,
  ...pendingDeletion,
  ...pendingImport,
  ...empty,
  ...awsManaged,
  ...lastUsage,
];
