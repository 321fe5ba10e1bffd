import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { LocalKms } from '../../../src/index.js';
import { ACCOUNT, KEY_ARN, KeyId, SSE_KMS, storeOfTests } from './store.js';

const store = storeOfTests();
const { Bucket } = store;

const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/worker-1`;

/** A world whose role has these permissions, and the role's client beside that of the account. */
function worldOf(Statement: object) {
  const policy = { Version: '2012-10-17', Statement };
  const { kms, s3 } = store.world({ iam: { roles: { [ROLE]: { policies: [policy] } } } });
  return { kms, s3, role: store.client(kms, { as: { principal: SESSION } }) };
}

const allow = (Action: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource: KEY_ARN,
  ...(Condition && { Condition }),
});

const put = (s3: S3Client, Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: '4111 1111', ...SSE_KMS, ...more }));

async function get(s3: S3Client, Key: string) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

/** How S3 denies: its own error, with the sentence of AWS KMS. */
const denied = (message: unknown) => ({
  name: 'AccessDenied',
  message,
  $fault: 'client',
  $metadata: { httpStatusCode: 403 },
});

describe('a role without kms:Decrypt', () => {
  it('cannot read an object', async () => {
    const { s3, role } = worldOf(allow('kms:GenerateDataKey'));
    await put(s3, 'secret');
    await expect(get(role, 'secret')).rejects.toMatchObject(
      denied(
        `User: ${SESSION} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
      ),
    );
  });

  it('is told why, of the error and of the call', async () => {
    const { kms, role } = worldOf(allow('kms:GenerateDataKey'));
    await put(role, 'written');
    const error: unknown = await get(role, 'written').catch((error) => error);
    const told = `Decrypt by ${SESSION}: denied
- kms:Decrypt on ${KEY_ARN}: denied, no identity-based policy allows it
  - asked: the key policy, identity-based policy policies[0]`;
    expect(String(await kms.explain(error as Error))).toBe(told);
    const [call] = kms.calls({ operation: 'Decrypt' });
    expect(call && String(await kms.explain(call))).toBe(told);
  });

  it('sees the metadata of an object, for which S3 does not ask', async () => {
    const { s3, role } = worldOf(allow('kms:GenerateDataKey'));
    await put(s3, 'secret');
    expect(await role.send(new HeadObjectCommand({ Bucket, Key: 'secret' }))).toMatchObject({ SSEKMSKeyId: KEY_ARN });
  });

  it('cannot upload a part', async () => {
    const { role } = worldOf(allow('kms:GenerateDataKey'));
    const asking = { Bucket, Key: 'parts' };
    const { UploadId } = await role.send(new CreateMultipartUploadCommand({ ...asking, ...SSE_KMS }));
    const part = new UploadPartCommand({ ...asking, UploadId, PartNumber: 1, Body: 'x' });
    await expect(role.send(part)).rejects.toMatchObject(denied(expect.stringContaining('kms:Decrypt')));
  });
});

it('a role without kms:GenerateDataKey cannot write, and nothing is kept', async () => {
  const { role } = worldOf(allow('kms:Decrypt'));
  await expect(put(role, 'never')).rejects.toMatchObject(denied(expect.stringContaining('kms:GenerateDataKey')));
  await expect(get(store.bare, 'never')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

describe('a policy with an encryption context', () => {
  const ofObject = (arn: string) =>
    allow(['kms:GenerateDataKey', 'kms:Decrypt'], {
      StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': arn },
    });

  it('lets the objects be used that it names', async () => {
    const { role } = worldOf(ofObject(`arn:aws:s3:::${Bucket}/invoices/*`));
    await put(role, 'invoices/1');
    expect(await get(role, 'invoices/1')).toBe('4111 1111');
    await expect(put(role, 'orders/1')).rejects.toMatchObject(denied(expect.any(String)));
  });

  it('that names objects lets none be used that have an S3 Bucket Key', async () => {
    const { role } = worldOf(ofObject(`arn:aws:s3:::${Bucket}/*`));
    await put(role, '1');
    await expect(put(role, '2', { BucketKeyEnabled: true })).rejects.toMatchObject(denied(expect.any(String)));
  });

  it('that names the bucket lets those be used', async () => {
    const { role } = worldOf(ofObject(`arn:aws:s3:::${Bucket}`));
    await put(role, '2', { BucketKeyEnabled: true });
    expect(await get(role, '2')).toBe('4111 1111');
    await expect(put(role, '1')).rejects.toMatchObject(denied(expect.any(String)));
  });
});

describe('a key of another account', () => {
  const OWNER = '444455556666';
  const FOREIGN = `arn:aws:kms:us-east-1:${OWNER}:key/${KeyId}`;
  const own = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OWNER}:root` }, Action: 'kms:*', Resource: '*' };
  const partner = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
    Resource: '*',
  };

  function foreignKey(...Statement: object[]): { readonly kms: LocalKms; readonly s3: S3Client } {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const keys = [{ KeyId, AWSAccountId: OWNER, Policy }];
    const policy = { Version: '2012-10-17', Statement: { ...allow('kms:*'), Resource: '*' } };
    const { kms } = store.world({ keys, iam: { roles: { [ROLE]: { policies: [policy] } } } });
    return { kms, s3: store.client(kms, { as: { principal: ROLE } }) };
  }

  it('encrypts objects where its policy lets the account', async () => {
    const { s3 } = foreignKey(own, partner);
    expect(await put(s3, 'shared', { SSEKMSKeyId: FOREIGN })).toMatchObject({ SSEKMSKeyId: FOREIGN });
    expect(await get(s3, 'shared')).toBe('4111 1111');
  });

  it('does not where it does not', async () => {
    const { s3 } = foreignKey(own);
    await expect(put(s3, 'shared', { SSEKMSKeyId: FOREIGN })).rejects.toMatchObject(
      denied(expect.stringContaining('no resource-based policies allow access')),
    );
  });

  it('is not found by its id alone', async () => {
    const { s3 } = foreignKey(own, partner);
    await expect(put(s3, 'shared', { SSEKMSKeyId: KeyId })).rejects.toMatchObject({
      name: 'KMS.NotFoundException',
      message: `Key '${KEY_ARN}' does not exist`,
    });
  });

  it('lets no reader of the bucket’s account read without its own permission', async () => {
    const { kms, s3 } = foreignKey(own, { ...partner, Principal: { AWS: ROLE } });
    await put(s3, 'shared', { SSEKMSKeyId: FOREIGN });
    const other = store.client(kms, { as: { principal: `arn:aws:iam::${ACCOUNT}:root` } });
    await expect(get(other, 'shared')).rejects.toMatchObject(denied(expect.any(String)));
  });
});
