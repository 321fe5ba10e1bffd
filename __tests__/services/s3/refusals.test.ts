import {
  CreateKeyCommand,
  DisableKeyCommand,
  type KeySpec,
  type KeyUsageType,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { s3Encryption } from '../../../src/services/services.js';
import { type Bench, Bucket, KEY_ARN, KeyId, openBench } from './support.js';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

async function put(more: Partial<PutObjectCommandInput> = {}, s3 = bench.s3) {
  const asked = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;
  return s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'abc', ...asked, ...more }));
}

const get = (s3 = bench.s3) => s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));
const admin = () => bench.kms.attach(new KMSClient({ region: 'eu-west-1' }));

async function newKey(KeyUsage: KeyUsageType, KeySpec: KeySpec): Promise<string> {
  const { KeyMetadata } = await admin().send(new CreateKeyCommand({ KeyUsage, KeySpec }));
  return KeyMetadata?.Arn as string;
}

describe('AWS KMS refuses', () => {
  it('a disabled key', async () => {
    await put();
    await admin().send(new DisableKeyCommand({ KeyId }));
    const expected = { name: 'KMS.DisabledException', message: `${KEY_ARN} is disabled.`, $fault: 'client' };
    for (const asked of [put(), get()]) {
      const error = await asked.catch((error) => error);
      expect(error).toBeInstanceOf(S3ServiceException);
      expect(error).toMatchObject({ ...expected, $metadata: { httpStatusCode: 400, attempts: 1 } });
    }
  });

  it('a key that is pending deletion', async () => {
    await put();
    await admin().send(new ScheduleKeyDeletionCommand({ KeyId }));
    const expected = { name: 'KMS.KMSInvalidStateException', message: `${KEY_ARN} is pending deletion.` };
    await expect(put()).rejects.toMatchObject(expected);
    await expect(get()).rejects.toMatchObject(expected);
  });

  it('a key that is not there', async () => {
    const missing = KEY_ARN.replace('1234abcd', '00000000');
    await expect(put({ SSEKMSKeyId: missing })).rejects.toMatchObject({
      name: 'KMS.NotFoundException',
      message: `Key '${missing}' does not exist`,
    });
    await expect(put({ SSEKMSKeyId: 'alias/none' })).rejects.toMatchObject({
      name: 'KMS.NotFoundException',
      message: `Alias arn:aws:kms:eu-west-1:111122223333:alias/none is not found.`,
    });
  });

  it('a key of another Region', async () => {
    await expect(put({ SSEKMSKeyId: KEY_ARN.replace('eu-west-1', 'us-east-1') })).rejects.toMatchObject({
      name: 'KMS.NotFoundException',
      message: 'Invalid arn us-east-1',
    });
  });

  it.each<[KeyUsageType, KeySpec]>([
    ['SIGN_VERIFY', 'ECC_NIST_P256'],
    ['ENCRYPT_DECRYPT', 'RSA_2048'],
    ['GENERATE_VERIFY_MAC', 'HMAC_256'],
  ])('a key for %s of %s', async (usage, spec) => {
    await expect(put({ SSEKMSKeyId: await newKey(usage, spec) })).rejects.toMatchObject({
      name: 'KMS.InvalidKeyUsageException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('who may not, with its own sentence, and kms.explain() tells why', async () => {
    const user = 'arn:aws:iam::111122223333:user/ana';
    const closed = await openBench({ iam: { users: { [user]: { policies: [] } } } });
    await closed.s3.send(
      new PutObjectCommand({ Bucket, Key: 'a', Body: 'abc', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId }),
    );
    const s3 = closed.client({ as: { principal: user } });
    const denied = await put({}, s3).catch((error) => error);
    expect(denied).toBeInstanceOf(S3ServiceException);
    expect(denied).toMatchObject({
      name: 'AccessDenied',
      message: `User: ${user} is not authorized to perform: kms:GenerateDataKey on resource: ${KEY_ARN} because no identity-based policy allows the kms:GenerateDataKey action`,
      $metadata: { httpStatusCode: 403, attempts: 1 },
    });
    expect(String(await closed.kms.explain(denied))).toMatch(/^GenerateDataKey by arn:aws:iam::111122223333:user\/ana/);
    await expect(get(s3)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${user} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
    });
    // HEAD has no body that could tell more.
    const head = new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' });
    const error = await s3.send(head).catch((error) => error);
    expect(error.$metadata.httpStatusCode).toBe(403);
    await closed.close();
  });
});

describe('the retry of the client', () => {
  it('asks again where AWS KMS is asked too often', async () => {
    bench.kms.faults.add({ operation: 'GenerateDataKey', error: 'ThrottlingException', times: 2 });
    expect((await put()).$metadata.attempts).toBe(3);
    expect(bench.kms.calls().map(({ error }) => error?.name)).toEqual([
      'ThrottlingException',
      'ThrottlingException',
      undefined,
    ]);
  });

  it('gives up with SlowDown', async () => {
    bench.kms.faults.add({ operation: 'GenerateDataKey', error: 'ThrottlingException' });
    await expect(put({}, bench.client({}, { maxAttempts: 2 }))).rejects.toMatchObject({
      name: 'SlowDown',
      message: 'Please reduce your request rate for operations involving AWS KMS.',
      $metadata: { httpStatusCode: 503, attempts: 2 },
    });
  });

  it.each(['KMSInternalException', 'DependencyTimeoutException', 'ECONNRESET', 'TimeoutError'] as const)(
    'asks again after %s',
    async (error) => {
      await put();
      bench.kms.faults.add({ operation: 'Decrypt', error, times: 1 });
      const { Body, $metadata } = await get();
      expect(await Body?.transformToString()).toBe('abc');
      expect($metadata.attempts).toBe(2);
      bench.kms.faults.add({ operation: 'Decrypt', error });
      await expect(get(bench.client({}, { maxAttempts: 1 }))).rejects.toMatchObject({
        name: 'InternalError',
        message: 'We encountered an internal error. Please try again.',
        $metadata: { httpStatusCode: 500 },
      });
    },
  );

  it('does not send a stream twice', async () => {
    bench.kms.faults.add({ operation: 'GenerateDataKey', error: 'ThrottlingException', times: 1 });
    const { Readable } = await import('node:stream');
    const Body = Readable.from([Buffer.from('abc')], { objectMode: false });
    await expect(put({ Body, ContentLength: 3 })).rejects.toMatchObject({ name: 'SlowDown' });
  });
});

describe('S3 refuses', () => {
  const INVALID = 'InvalidArgument';
  it.each<[string, Partial<PutObjectCommandInput>, string]>([
    [
      'a key without aws:kms',
      { ServerSideEncryption: undefined },
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    ],
    [
      'a key with AES256',
      { ServerSideEncryption: 'AES256' },
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    ],
    [
      'another method',
      { ServerSideEncryption: 'aws:none' as never },
      'The encryption method specified is not supported',
    ],
    [
      'a key of the customer beside it',
      { SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'a'.repeat(32) },
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
    ],
    ...['[]', '{"a":1}', 'no', '"text"'].map((json): [string, Partial<PutObjectCommandInput>, string] => [
      `the encryption context ${json}`,
      { SSEKMSEncryptionContext: Buffer.from(json).toString('base64') },
      "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map",
    ]),
  ])('%s', async (_, input, message) => {
    const error = await put(input).catch((error) => error);
    expect(error).toMatchObject({ name: INVALID, message, $metadata: { httpStatusCode: 400 } });
    expect(bench.kms.calls()).toEqual([]);
    expect(() => bench.stored('a')).toThrow('The specified key does not exist.');
  });

  it('what it would refuse without encryption', async () => {
    await expect(put({ Bucket: 'none' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey' });
    await put();
    await expect(put({ IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });
});

it('refuses options that cannot be', () => {
  const { kms } = bench;
  expect(() => s3Encryption({} as never)).toThrow('[localkms] kms: expected what localKms() gave; got an object');
  expect(() => s3Encryption(kms, { region: 'here' })).toThrow('[localkms] options.region: expected an AWS Region');
  expect(() => s3Encryption(kms, { as: { principal: 'ana' } })).toThrow('[localkms] options.as.principal: expected');
  expect(() => s3Encryption(kms, { who: 'ana' } as never)).toThrow('[localkms] options.who: there is no such option');
});
