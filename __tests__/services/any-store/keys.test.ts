import {
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { ACCOUNT, KEY_ARN, KeyId, SSE_KMS, storeOfTests } from './store.js';

const store = storeOfTests();
const { Bucket } = store;

const put = (s3: S3Client, Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: '4111 1111', ...SSE_KMS, ...more }));

async function get(s3: S3Client, Key: string) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

const failed = (name: string, message: string) => ({ name, message, $metadata: { httpStatusCode: 400 } });

function worldWithObject() {
  const { kms, s3 } = store.world();
  return { kms, s3, admin: kms.attach(new KMSClient({})) };
}

it('a disabled key neither encrypts nor decrypts, until it is enabled', async () => {
  const { s3, admin } = worldWithObject();
  await put(s3, '1');
  await admin.send(new DisableKeyCommand({ KeyId }));
  const disabled = failed('KMS.DisabledException', `${KEY_ARN} is disabled.`);
  await expect(get(s3, '1')).rejects.toMatchObject(disabled);
  await expect(put(s3, '2')).rejects.toMatchObject(disabled);
  await admin.send(new EnableKeyCommand({ KeyId }));
  expect(await get(s3, '1')).toBe('4111 1111');
});

it('a key pending deletion neither encrypts nor decrypts, and its objects are lost with it', async () => {
  const { kms, s3, admin } = worldWithObject();
  await put(s3, '1');
  await admin.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  const pending = failed('KMS.KMSInvalidStateException', `${KEY_ARN} is pending deletion.`);
  await expect(get(s3, '1')).rejects.toMatchObject(pending);
  await expect(put(s3, '2')).rejects.toMatchObject(pending);
  kms.clock.advance({ days: 7 });
  await expect(put(s3, '2')).rejects.toMatchObject(failed('KMS.NotFoundException', `Key '${KEY_ARN}' does not exist`));
  // AWS KMS does not tell which key a ciphertext was for.
  await expect(get(s3, '1')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('because the resource does not exist in this Region'),
    $metadata: { httpStatusCode: 403 },
  });
});

it('a rotated key reads the objects of before and after', async () => {
  const { s3, admin } = worldWithObject();
  await put(s3, 'before');
  await admin.send(new RotateKeyOnDemandCommand({ KeyId }));
  await put(s3, 'after');
  expect(await get(s3, 'before')).toBe('4111 1111');
  expect(await get(s3, 'after')).toBe('4111 1111');
});

it.each([
  ['fake-key-id', "Invalid keyId 'fake-key-id'"],
  [
    '134f2428-cec1-4b25-a1ae-9048164dba47',
    `Key 'arn:aws:kms:us-east-1:${ACCOUNT}:key/134f2428-cec1-4b25-a1ae-9048164dba47' does not exist`,
  ],
  [
    `arn:aws:kms:us-east-1:${ACCOUNT}:key/134f2428-cec1-4b25-a1ae-9048164dba47`,
    `Key 'arn:aws:kms:us-east-1:${ACCOUNT}:key/134f2428-cec1-4b25-a1ae-9048164dba47' does not exist`,
  ],
  [`arn:aws:kms:us-west-2:${ACCOUNT}:key/${KeyId}`, 'Invalid arn us-west-2'],
])('a key that is not there: %s', async (SSEKMSKeyId, message) => {
  const { s3 } = worldWithObject();
  await expect(put(s3, 'none', { SSEKMSKeyId })).rejects.toMatchObject(failed('KMS.NotFoundException', message));
});

it('a key that is not for symmetric encryption', async () => {
  const { s3 } = store.world({ keys: [{ KeyId, KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }] });
  await expect(put(s3, 'none')).rejects.toMatchObject({
    name: 'KMS.InvalidKeyUsageException',
    $metadata: { httpStatusCode: 400 },
  });
});

it('CloudTrail shows who asked S3, S3 itself and the object', async () => {
  const { kms } = store.world();
  const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/worker-1`;
  const role = store.client(kms, { as: { principal } });
  await put(role, 'seen');
  await get(role, 'seen');
  const encryptionContext = { 'aws:s3:arn': `arn:aws:s3:::${Bucket}/seen` };
  expect(await kms.events()).toMatchObject([
    {
      eventName: 'GenerateDataKey',
      userIdentity: { arn: principal, invokedBy: expect.stringMatching(/s3\.amazonaws\.com$/) },
      requestParameters: { keySpec: 'AES_256', encryptionContext },
      resources: [{ ARN: KEY_ARN }],
    },
    { eventName: 'Decrypt', userIdentity: { arn: principal }, requestParameters: { encryptionContext } },
  ]);
});
