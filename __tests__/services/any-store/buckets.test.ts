import {
  CreateBucketCommand,
  DeleteBucketEncryptionCommand,
  GetBucketEncryptionCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  type ServerSideEncryptionByDefault,
} from '@aws-sdk/client-s3';
import type { LocalKms } from '../../../src/index.js';
import { asked, KEY_ARN, KeyId, SSE_KMS, storeOfTests } from './store.js';

const store = storeOfTests();
let kms: LocalKms;
let s3: S3Client;
let Bucket: string;
let count = 0;

beforeEach(async () => {
  ({ kms, s3 } = store.world());
  Bucket = `${store.Bucket}-${count++}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
});

const put = (Key: string, more: Partial<PutObjectCommandInput> = {}, client = s3) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: '4111 1111', ...more }));

async function get(Key: string, client = s3) {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

function setDefault(byDefault: ServerSideEncryptionByDefault, BucketKeyEnabled?: boolean) {
  const rule = {
    ApplyServerSideEncryptionByDefault: byDefault,
    ...(BucketKeyEnabled !== undefined && { BucketKeyEnabled }),
  };
  const ServerSideEncryptionConfiguration = { Rules: [rule] };
  return s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
}

const KMS_DEFAULT = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyId } as const;

describe('the default encryption of a bucket', () => {
  it('encrypts what is put without a word', async () => {
    await setDefault(KMS_DEFAULT);
    expect(await put('1')).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN });
    expect(await get('1')).toBe('4111 1111');
    expect(asked(kms)[0]).toEqual(['GenerateDataKey', { 'aws:s3:arn': `arn:aws:s3:::${Bucket}/1` }]);
  });

  it('is told as it was set', async () => {
    await setDefault(KMS_DEFAULT, true);
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: KMS_DEFAULT, BucketKeyEnabled: true },
    ]);
  });

  it('is one of all clients of the world', async () => {
    await setDefault(KMS_DEFAULT);
    const other = store.client(kms, { as: { principal: 'arn:aws:iam::111122223333:role/other' } });
    expect(await put('1', {}, other)).toMatchObject({ SSEKMSKeyId: KEY_ARN });
  });

  it('changes nothing of the objects that are there', async () => {
    await put('before');
    await setDefault(KMS_DEFAULT);
    expect(await get('before')).toBe('4111 1111');
    expect(asked(kms)).toEqual([]);
  });

  it('gives way to what a request asks for', async () => {
    await setDefault(KMS_DEFAULT);
    expect(await put('1', { ServerSideEncryption: 'AES256' })).not.toHaveProperty('SSEKMSKeyId', expect.anything());
    expect(asked(kms)).toEqual([]);
  });

  it('is aws/s3 where it names no key', async () => {
    await setDefault({ SSEAlgorithm: 'aws:kms' });
    const { SSEKMSKeyId } = await put('1');
    expect(kms.key('alias/aws/s3').Arn).toBe(SSEKMSKeyId);
  });

  it('is not checked until an object is put', async () => {
    await setDefault({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'fake-key-id' });
    await expect(put('1')).rejects.toMatchObject({
      name: 'KMS.NotFoundException',
      message: "Invalid keyId 'fake-key-id'",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('ends with DeleteBucketEncryption', async () => {
    await setDefault(KMS_DEFAULT);
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    await put('1');
    expect(asked(kms)).toEqual([]);
  });

  it('takes no key for AES256', async () => {
    await expect(setDefault({ SSEAlgorithm: 'AES256', KMSMasterKeyID: KeyId })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    });
  });
});

describe('an S3 Bucket Key', () => {
  const ofBucket = () => ({ 'aws:s3:arn': `arn:aws:s3:::${Bucket}` });

  it('asks AWS KMS once for many objects, with the ARN of the bucket', async () => {
    await setDefault(KMS_DEFAULT, true);
    for (const Key of ['1', '2', '3']) expect(await put(Key)).toMatchObject({ BucketKeyEnabled: true });
    for (const Key of ['1', '2', '3']) expect(await get(Key)).toBe('4111 1111');
    expect(asked(kms)).toEqual([
      ['GenerateDataKey', ofBucket()],
      ['Decrypt', ofBucket()],
    ]);
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: '1' }))).toMatchObject({ BucketKeyEnabled: true });
  });

  it('lasts for a limited time', async () => {
    await setDefault(KMS_DEFAULT, true);
    await put('1');
    kms.clock.advance({ hours: 1 });
    await put('2');
    expect(asked(kms).map(([operation]) => operation)).toEqual(['GenerateDataKey', 'GenerateDataKey']);
  });

  it('is of one requester, so that each shows in CloudTrail', async () => {
    await setDefault(KMS_DEFAULT, true);
    const alice = 'arn:aws:iam::111122223333:user/Alice';
    await put('1');
    await put('2', {}, store.client(kms, { as: { principal: alice } }));
    const records = await kms.events({ eventName: 'GenerateDataKey' });
    expect(records.map(({ userIdentity }) => userIdentity.arn)).toEqual([expect.stringMatching(/:root$/), alice]);
  });

  it('can be had for one object, and left out for one', async () => {
    await put('one', { ...SSE_KMS, BucketKeyEnabled: true });
    await setDefault(KMS_DEFAULT, true);
    const without = await put('without', { ...SSE_KMS, BucketKeyEnabled: false });
    expect(without).not.toHaveProperty('BucketKeyEnabled', expect.anything());
    expect(asked(kms)).toEqual([
      ['GenerateDataKey', ofBucket()],
      ['GenerateDataKey', { 'aws:s3:arn': `arn:aws:s3:::${Bucket}/without` }],
    ]);
  });

  it('encrypts no two objects alike', async () => {
    const asking = { ...SSE_KMS, BucketKeyEnabled: true };
    await put('1', asking);
    await put('2', asking);
    const kept = [await get('1', store.bare), await get('2', store.bare)];
    expect(kept[0]).not.toBe(kept[1]);
  });
});
