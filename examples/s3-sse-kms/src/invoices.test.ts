import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, HeadObjectCommand, PutBucketEncryptionCommand, S3Client } from '@aws-sdk/client-s3';
import { localKms } from 'localkms';
import { s3Encryption } from 'localkms/services';
import { startStore } from './file-store.js';
import { Invoices } from './invoices.js';

const account = '111122223333';
const region = 'eu-central-1';
const Bucket = 'acme-invoices';
const writer = `arn:aws:iam::${account}:role/writer`;
const auditor = `arn:aws:iam::${account}:role/auditor`;

const store = await startStore();
const kms = localKms({ accountId: account, region });
const clients: S3Client[] = [];
let keyArn = '';

/** The S3 client of a role, or of the account itself. */
function s3Of(principal?: string): S3Client {
  const s3 = new S3Client({
    endpoint: store.endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  s3.middlewareStack.use(s3Encryption(kms, principal === undefined ? {} : { as: { principal } }));
  clients.push(s3);
  return s3;
}

function allow(...actions: string[]): object {
  return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: keyArn } };
}

before(async () => {
  // 1. A key, and 2. its alias.
  const client = kms.attach(new KMSClient({ region }));
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ Description: 'Invoices' }));
  keyArn = KeyMetadata?.Arn ?? '';
  await client.send(new CreateAliasCommand({ AliasName: 'alias/invoices', TargetKeyId: keyArn }));
  // 3. The default encryption of a bucket.
  const admin = s3Of();
  await admin.send(new CreateBucketCommand({ Bucket }));
  await admin.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/invoices' } }],
      },
    }),
  );
  kms.iam.putRole(writer, { policies: [allow('kms:GenerateDataKey', 'kms:Decrypt')] });
  kms.iam.putRole(auditor, { policies: [allow('kms:DescribeKey')] });
});

after(() => {
  for (const client of clients) client.destroy();
  store.close();
});

test('4. uploads: what is kept is ciphertext', async () => {
  await new Invoices(s3Of(writer), Bucket).put('2026-1', '4111 1111 1111 1111');
  const [kept] = [...store.objects.values()].slice(-1);
  assert.ok(kept && !kept.bytes.toString('latin1').includes('4111'));
});

test('5. reads it, and tells by which key it is encrypted', async () => {
  const s3 = s3Of(writer);
  assert.equal(await new Invoices(s3, Bucket).get('2026-1'), '4111 1111 1111 1111');
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'invoices/2026-1.txt' }));
  assert.equal(head.ServerSideEncryption, 'aws:kms');
  assert.equal(head.SSEKMSKeyId, keyArn);
});

test('6. CloudTrail shows who read which object', async () => {
  const [record] = await kms.events({ eventName: 'Decrypt', keyId: 'alias/invoices' });
  assert.match(record?.userIdentity.arn ?? '', /:assumed-role\/writer\//);
  assert.deepEqual(record?.requestParameters, {
    encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${Bucket}/invoices/2026-1.txt` },
  });
});

test('7. a role that may not decrypt reads nothing, and is told why', async () => {
  const error = await new Invoices(s3Of(auditor), Bucket).get('2026-1').catch((error: Error) => error);
  assert.ok(error instanceof Error);
  assert.equal(error.name, 'AccessDenied');
  assert.match(error.message, /because no identity-based policy allows the kms:Decrypt action$/);
  assert.match(String(await kms.explain(error)), /kms:Decrypt on .*: denied, no identity-based policy allows it/);
});

test('8. with the permission it reads', async () => {
  kms.iam.putRole(auditor, { policies: [allow('kms:Decrypt')] });
  assert.equal(await new Invoices(s3Of(auditor), Bucket).get('2026-1'), '4111 1111 1111 1111');
});
