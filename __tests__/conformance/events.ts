import { DAY } from '../support/engine.js';
import { recordsOf, resource } from './event-scenes.js';
import type { Fact } from './fact.js';
import { factsOf } from './key-scenes.js';
import { anyString } from './matchers.js';
import { developerGuide, guideToday } from './sources/aws.js';
import { quoted } from './sources/issues.js';

const fact = factsOf('events');

const Plaintext = Uint8Array.of(1);
const EncryptionContext = { Department: 'Engineering', Project: 'Alpha' };
const SHOWN = ['requestParameters', 'responseElements', 'readOnly', 'resources'] as const;

const ROTATION = {
  rotationType: 'ON_DEMAND',
  keyOrigin: 'AWS_KMS',
  previousKeyMaterialId: anyString,
  currentKeyMaterialId: anyString,
  keyId: '<id>',
};

/** What a record shows of an operation, as its page in the Developer Guide shows it. */
export const EVENT_FACTS: readonly Fact[] = [
  fact(
    'decrypt',
    'Decrypt',
    'A record names the encryption algorithm, the key and the encryption context, and counts as reading.',
    developerGuide('ct-decrypt', 'Decrypt'),
    recordsOf('Decrypt', SHOWN, async (kms, KeyId) => {
      const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext, EncryptionContext });
      return kms.call('Decrypt', { CiphertextBlob, KeyId, EncryptionContext });
    }),
    [
      {
        requestParameters: {
          encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
          keyId: '<id>',
          encryptionContext: EncryptionContext,
        },
        responseElements: null,
        readOnly: true,
        resources: [resource('<arn>')],
      },
    ],
  ),
  fact(
    'encrypt-material',
    'Encrypt',
    'additionalEventData has the id of the key material.',
    guideToday('ct-encrypt', 'Encrypt'),
    recordsOf('Encrypt', ['additionalEventData'], (kms, KeyId) => kms.call('Encrypt', { KeyId, Plaintext })),
    [{ additionalEventData: { keyMaterialId: anyString } }],
  ),
  fact(
    're-encrypt',
    'ReEncrypt',
    'resources has the source key and the destination key, in this order; additionalEventData the ids of both materials.',
    guideToday('ct-reencrypt', 'ReEncrypt'),
    recordsOf('ReEncrypt', ['resources', 'additionalEventData'], async (kms, KeyId, DestinationKeyId) => {
      const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext });
      return kms.call('ReEncrypt', { CiphertextBlob, DestinationKeyId });
    }),
    [
      {
        resources: [resource('<arn>'), resource('<other arn>')],
        additionalEventData: { destinationKeyMaterialId: anyString, sourceKeyMaterialId: anyString },
      },
    ],
  ),
  fact(
    'generate-random',
    'GenerateRandom',
    'A record has neither request parameters nor resources.',
    developerGuide('ct-generaterandom', 'GenerateRandom'),
    recordsOf('GenerateRandom', SHOWN, (kms) => kms.call('GenerateRandom', { NumberOfBytes: 32 })),
    [{ requestParameters: null, responseElements: null, readOnly: true, resources: [] }],
  ),
  fact(
    'get-key-policy',
    'GetKeyPolicy',
    'policyName is filled in.',
    developerGuide('ct-getkeypolicy', 'GetKeyPolicy'),
    recordsOf('GetKeyPolicy', ['requestParameters'], (kms, KeyId) => kms.call('GetKeyPolicy', { KeyId })),
    [{ requestParameters: { keyId: '<id>', policyName: 'default' } }],
  ),
  fact(
    'create-key-defaults',
    'CreateKey',
    'What the caller left out is filled in.',
    developerGuide('ct-createkey', 'CreateKey'),
    recordsOf('CreateKey', ['requestParameters'], async () => {}, { Origin: 'EXTERNAL' }),
    ['EXTERNAL', 'AWS_KMS'].map((origin) => ({
      requestParameters: {
        description: '',
        origin,
        bypassPolicyLockoutSafetyCheck: false,
        customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
        keySpec: 'SYMMETRIC_DEFAULT',
        keyUsage: 'ENCRYPT_DECRYPT',
      },
    })),
  ),
  fact(
    'create-alias',
    'CreateAlias',
    'responseElements has the ARN of the key, which the operation does not return; resources the key, then the alias.',
    guideToday('ct-createalias', 'CreateAlias'),
    recordsOf('CreateAlias', SHOWN, (kms, KeyId) =>
      kms.call('CreateAlias', { AliasName: 'alias/ExampleAlias', TargetKeyId: KeyId }),
    ),
    [
      {
        requestParameters: { aliasName: 'alias/ExampleAlias', targetKeyId: '<id>' },
        responseElements: { keyId: '<arn>' },
        readOnly: false,
        resources: [resource('<arn>'), resource('arn:aws:kms:us-east-1:000000000000:alias/ExampleAlias')],
      },
    ],
  ),
  fact(
    'delete-alias',
    'DeleteAlias',
    'resources has the alias, then the key.',
    developerGuide('ct-deletealias', 'DeleteAlias'),
    recordsOf('DeleteAlias', ['resources'], async (kms, KeyId) => {
      await kms.call('CreateAlias', { AliasName: 'alias/my_alias', TargetKeyId: KeyId });
      return kms.call('DeleteAlias', { AliasName: 'alias/my_alias' });
    }),
    [{ resources: [resource('arn:aws:kms:us-east-1:000000000000:alias/my_alias'), resource('<arn>')] }],
  ),
  fact(
    'disable-key-rotation',
    'DisableKeyRotation',
    'responseElements is null.',
    guideToday('ct-disable-key-rotation', 'DisableKeyRotation'),
    recordsOf('DisableKeyRotation', ['responseElements'], (kms, KeyId) => kms.call('DisableKeyRotation', { KeyId })),
    [{ responseElements: null }],
  ),
  fact(
    'retire-grant',
    'RetireGrant',
    'The grant is in additionalEventData alone.',
    developerGuide('ct-retire-grant', 'RetireGrant'),
    recordsOf('RetireGrant', ['requestParameters', 'additionalEventData'], async (kms, KeyId) => {
      const GranteePrincipal = 'arn:aws:iam::000000000000:user/Bob';
      const { GrantToken } = await kms.call('CreateGrant', { KeyId, GranteePrincipal, Operations: ['Encrypt'] });
      return kms.call('RetireGrant', { GrantToken });
    }),
    [{ requestParameters: null, additionalEventData: { grantId: anyString } }],
  ),
  fact(
    'rotate-key',
    'RotateKeyOnDemand',
    'The rotation is an event of AWS KMS itself, with both materials.',
    guideToday('ct-rotatekey', 'RotateKey'),
    recordsOf('RotateKey', ['userIdentity', 'eventType', 'serviceEventDetails'], (kms, KeyId) =>
      kms.call('RotateKeyOnDemand', { KeyId }),
    ),
    [
      {
        userIdentity: { accountId: '000000000000', invokedBy: 'AWS Internal' },
        eventType: 'AwsServiceEvent',
        serviceEventDetails: ROTATION,
      },
    ],
  ),
  fact(
    'delete-key',
    'ScheduleKeyDeletion',
    'When the waiting period is over, DeleteKey is an event of AWS KMS itself.',
    guideToday('ct-delete-key', 'DeleteKey'),
    recordsOf('DeleteKey', ['eventTime', 'eventType', 'responseElements', 'resources'], async (kms, KeyId) => {
      await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
      kms.advance(30 * DAY);
      return kms.call('ListKeys', {});
    }),
    [
      {
        eventTime: '2026-01-08T00:00:00Z',
        eventType: 'AwsServiceEvent',
        responseElements: { keyId: '<arn>' },
        resources: [resource('<arn>')],
      },
    ],
  ),
  fact(
    'update-primary-region',
    'UpdatePrimaryRegion',
    'There is a record in each of the two Regions; the second is invoked by AWS KMS.',
    developerGuide('ct-update-primary-region', 'UpdatePrimaryRegion'),
    recordsOf(
      'UpdatePrimaryRegion',
      ['awsRegion', 'requestParameters', 'responseElements'],
      async (kms, KeyId) => {
        await kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'us-west-2' });
        return kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'us-west-2' });
      },
      { MultiRegion: true },
    ),
    [
      {
        awsRegion: 'us-east-1',
        requestParameters: { keyId: '<id>', primaryRegion: 'us-west-2' },
        responseElements: null,
      },
      {
        awsRegion: 'us-west-2',
        requestParameters: { keyId: 'arn:aws:kms:us-west-2:000000000000:key/<id>', primaryRegion: 'us-west-2' },
        responseElements: null,
      },
    ],
  ),
  fact(
    'access-denied',
    'Decrypt',
    'A denied call has the error code AccessDenied, and the message of the exception.',
    quoted('aws-samples/baseline-environment-on-aws#51'),
    recordsOf('DescribeKey', ['errorCode', 'recipientAccountId'], (kms, KeyId) =>
      kms
        .as({ account: '444455556666' })
        .call('DescribeKey', { KeyId: `arn:aws:kms:us-east-1:000000000000:key/${KeyId}` }),
    ),
    [{ errorCode: 'AccessDenied', recipientAccountId: '444455556666' }],
  ),
];
