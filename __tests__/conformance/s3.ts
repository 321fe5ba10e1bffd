import { DisableKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { OperationName } from '../../src/model/operation-types.js';
import type { Fact } from './fact.js';
import { factsOf } from './key-scenes.js';
import { askedOf, Bucket, KEY_ARN, KeyId, ofS3, only, REGION, type S3Scene, SSE_KMS, s3Error } from './s3-scenes.js';
import type { Source } from './source.js';
import { quoted } from './sources/issues.js';
import { recordedOfS3, s3Guide } from './sources/s3.js';

const ofGroup = factsOf('s3');

/** A fact of AWS KMS as Amazon S3 shows it, which has no meaning over the endpoint of AWS KMS. */
function fact(
  id: string,
  operation: OperationName,
  says: string,
  source: Source,
  deed: (scene: S3Scene) => Promise<unknown>,
  expected: unknown,
): Fact {
  return { ...ofGroup(id, operation, says, source, ofS3(deed), expected), inProcess: true };
}

const Key = 'key';
const Body = 'test-sse';
const SHOWN = ['ServerSideEncryption', 'SSEKMSKeyId', 'BucketKeyEnabled'] as const;
const OF_KEY = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN };
const OF_BUCKET_KEY = { ...OF_KEY, BucketKeyEnabled: true };
const ofObject = { 'aws:s3:arn': `arn:aws:s3:::${Bucket}/${Key}` };
const ofBucket = { 'aws:s3:arn': `arn:aws:s3:::${Bucket}` };
const OTHER_ID = '134f2428-cec1-4b25-a1ae-9048164dba47';
const otherArn = KEY_ARN.replace(KeyId, OTHER_ID);

const put = (s3: S3Client, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...SSE_KMS, ...more }));

const get = (s3: S3Client) => s3.send(new GetObjectCommand({ Bucket, Key }));

const create = (s3: S3Client, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...SSE_KMS, ...more }));

async function upload(s3: S3Client, more: Partial<PutObjectCommandInput> = {}) {
  const created = await create(s3, more);
  const { UploadId } = created;
  const part = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
  const done = await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
  return [created, part, done].map((answer) => only(answer, ...SHOWN));
}

function setDefault(s3: S3Client, KMSMasterKeyID?: string) {
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID };
  const Rules = [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }];
  return s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
}

const admin = ({ kms }: S3Scene) => kms.attach(new KMSClient({}));
const contexts = s3Guide('UsingKMSEncryption', 'Encryption context', 'encryption-context');
const notFound = (message: string) => s3Error(400, 'KMS.NotFoundException', message);

/** A key that S3 does not find, however it is asked for. */
const UNKNOWN_KEYS: readonly (readonly [id: string, says: string, keyId: string, message: string])[] = [
  ['no-id', 'what is no key id', 'fake-key-id', "Invalid keyId 'fake-key-id'"],
  ['unknown-id', 'the id of no key', OTHER_ID, `Key '${otherArn}' does not exist`],
  ['unknown-arn', 'the ARN of no key', otherArn, `Key '${otherArn}' does not exist`],
  ['other-region', 'a key of another Region', KEY_ARN.replace(REGION, 'us-west-2'), 'Invalid arn us-west-2'],
];

/** What Amazon S3 asks AWS KMS for SSE-KMS, and what it makes of the answers. */
export const S3_FACTS: readonly Fact[] = [
  fact(
    'put',
    'GenerateDataKey',
    'PutObject answers with the ARN of the key, and without BucketKeyEnabled.',
    recordedOfS3('test_s3_sse_validate_kms_key_state'),
    async ({ s3 }) => only(await put(s3), ...SHOWN),
    OF_KEY,
  ),
  fact(
    'get',
    'Decrypt',
    'GetObject answers with the ARN of the key; length and checksum are those of the plaintext.',
    recordedOfS3('test_s3_sse_validate_kms_key_state'),
    async ({ s3 }) => {
      await put(s3);
      const { Body: read, ...told } = await get(s3);
      return { ...only(told, ...SHOWN, 'ContentLength', 'ChecksumCRC32'), text: await read?.transformToString() };
    },
    { ...OF_KEY, ContentLength: 8, ChecksumCRC32: 'KHcEKQ==', text: Body },
  ),
  fact(
    'bucket-default',
    'GenerateDataKey',
    'PutObject takes key and Bucket Key of the bucket, and says so.',
    recordedOfS3('test_s3_sse_bucket_key_default'),
    async ({ s3 }) => {
      await setDefault(s3, KeyId);
      return only(await s3.send(new PutObjectCommand({ Bucket, Key, Body })), ...SHOWN);
    },
    OF_BUCKET_KEY,
  ),
  fact(
    'aws-managed-key',
    'GenerateDataKey',
    'Without a key, PutObject takes the AWS managed key aws/s3, which is made with the first.',
    recordedOfS3('test_s3_sse_default_kms_key'),
    async ({ kms, s3 }) => {
      const { SSEKMSKeyId } = await put(s3, { SSEKMSKeyId: undefined });
      const { Arn, KeyManager } = kms.key('alias/aws/s3');
      return { isTold: SSEKMSKeyId === Arn, KeyManager };
    },
    { isTold: true, KeyManager: 'AWS' },
  ),
  fact(
    'multipart',
    'GenerateDataKey',
    'CreateMultipartUpload, UploadPart and CompleteMultipartUpload tell of the encryption.',
    recordedOfS3('test_s3_multipart_upload_sse'),
    ({ s3 }) => upload(s3, { BucketKeyEnabled: true }),
    [OF_BUCKET_KEY, OF_BUCKET_KEY, OF_BUCKET_KEY],
  ),
  fact(
    'copy',
    'GenerateDataKey',
    'CopyObject encrypts the copy; its checksum stays that of the plaintext.',
    recordedOfS3('test_copy_object_kms'),
    async ({ s3 }) => {
      await s3.send(new PutObjectCommand({ Bucket, Key: 'from', Body: 'hello world' }));
      const copy = { Bucket, Key, CopySource: `${Bucket}/from`, ...SSE_KMS, BucketKeyEnabled: true };
      const { CopyObjectResult, ...told } = await s3.send(new CopyObjectCommand(copy));
      const { ChecksumCRC32 } = await get(s3);
      return { ...only(told, ...SHOWN), checksums: [CopyObjectResult?.ChecksumCRC32, ChecksumCRC32] };
    },
    { ...OF_BUCKET_KEY, checksums: ['DUoRhQ==', 'DUoRhQ=='] },
  ),
  ...UNKNOWN_KEYS.map(([id, says, SSEKMSKeyId, message]) =>
    fact(
      id,
      'GenerateDataKey',
      `PutObject with ${says} is KMS.NotFoundException.`,
      recordedOfS3('test_s3_sse_validate_kms_key'),
      ({ s3 }) => put(s3, { SSEKMSKeyId }),
      notFound(message),
    ),
  ),
  fact(
    'no-id-multipart',
    'GenerateDataKey',
    'CreateMultipartUpload with what is no key id is KMS.NotFoundException.',
    recordedOfS3('test_s3_sse_validate_kms_key'),
    ({ s3 }) => create(s3, { SSEKMSKeyId: 'fake-key-id' }),
    notFound("Invalid keyId 'fake-key-id'"),
  ),
  fact(
    'no-id-copy',
    'GenerateDataKey',
    'CopyObject with what is no key id is KMS.NotFoundException.',
    recordedOfS3('test_s3_sse_validate_kms_key'),
    async ({ s3 }) => {
      await put(s3);
      const copy = { Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}`, ...SSE_KMS, SSEKMSKeyId: 'fake-key-id' };
      return s3.send(new CopyObjectCommand(copy));
    },
    notFound("Invalid keyId 'fake-key-id'"),
  ),
  ...(
    [
      ['GenerateDataKey', 'PutObject', put],
      ['Decrypt', 'GetObject', get],
    ] as const
  ).map(([operation, request, send]) =>
    fact(
      `disabled-${request === 'PutObject' ? 'put' : 'get'}`,
      operation,
      `${request} under a disabled key is KMS.DisabledException.`,
      recordedOfS3('test_s3_sse_validate_kms_key_state'),
      async (scene) => {
        await put(scene.s3);
        await admin(scene).send(new DisableKeyCommand({ KeyId }));
        return send(scene.s3);
      },
      s3Error(400, 'KMS.DisabledException', `${KEY_ARN} is disabled.`),
    ),
  ),
  fact(
    'pending-deletion-get',
    'Decrypt',
    'GetObject under a key pending deletion is KMS.KMSInvalidStateException.',
    recordedOfS3('test_s3_sse_validate_kms_key_state'),
    async (scene) => {
      await put(scene.s3);
      await admin(scene).send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
      return get(scene.s3);
    },
    s3Error(400, 'KMS.KMSInvalidStateException', `${KEY_ARN} is pending deletion.`),
  ),
  fact(
    'denied-get',
    'Decrypt',
    'GetObject without kms:Decrypt is AccessDenied with the sentence of AWS KMS.',
    quoted('ministryofjustice/modernisation-platform#11726'),
    async ({ role }) => {
      await put(role);
      const denied = await get(role).catch((error) => error);
      return [denied.$metadata.httpStatusCode, denied.name, /because .*/.exec(denied.message)?.[0]];
    },
    [403, 'AccessDenied', 'because no identity-based policy allows the kms:Decrypt action'],
  ),
  fact(
    'context-of-object',
    'GenerateDataKey',
    'The encryption context is the ARN of the object.',
    contexts,
    async ({ kms, s3 }) => {
      await put(s3);
      await get(s3);
      return askedOf(kms);
    },
    [
      ['GenerateDataKey', ofObject],
      ['Decrypt', ofObject],
    ],
  ),
  fact(
    'context-of-bucket',
    'GenerateDataKey',
    'With an S3 Bucket Key it is the ARN of the bucket, and AWS KMS is asked less often.',
    s3Guide('bucket-key', 'S3 Bucket Keys', 'bucket-key-changes'),
    async ({ kms, s3 }) => {
      await put(s3, { BucketKeyEnabled: true });
      await put(s3, { BucketKeyEnabled: true, Key: 'another' });
      return askedOf(kms);
    },
    [['GenerateDataKey', ofBucket]],
  ),
  fact(
    'context-of-request',
    'GenerateDataKey',
    'To the encryption context of the request S3 adds aws:s3:arn, and decrypts with both.',
    contexts,
    async ({ kms, s3 }) => {
      await put(s3, { SSEKMSEncryptionContext: Buffer.from('{"tenant":"acme"}').toString('base64') });
      await get(s3);
      return askedOf(kms);
    },
    [
      ['GenerateDataKey', { tenant: 'acme', ...ofObject }],
      ['Decrypt', { tenant: 'acme', ...ofObject }],
    ],
  ),
  fact(
    'dsse',
    'GenerateDataKey',
    'DSSE-KMS has no S3 Bucket Keys: the encryption context is the ARN of the object.',
    s3Guide('UsingDSSEncryption', 'Dual-layer server-side encryption'),
    async ({ kms, s3 }) => {
      const told = await put(s3, { ServerSideEncryption: 'aws:kms:dsse', BucketKeyEnabled: true });
      return [only(told, ...SHOWN), ...askedOf(kms)];
    },
    [{ ...OF_KEY, ServerSideEncryption: 'aws:kms:dsse' }, ['GenerateDataKey', ofObject]],
  ),
  fact(
    'multipart-permissions',
    'Decrypt',
    'To upload in parts, S3 decrypts the data key, for which kms:Decrypt is needed beside kms:GenerateDataKey.',
    s3Guide('mpuoverview', 'Multipart upload API and permissions', 'mpuAndPermissions'),
    async ({ kms, role }) => {
      const denied = await upload(role).catch((error) => error);
      return [denied.name, ...kms.calls().map(({ operation }) => operation)];
    },
    ['AccessDenied', 'GenerateDataKey', 'Decrypt'],
  ),
];
