import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { type LocalKms, type LocalKmsOptions, localKms } from '../../../src/index.js';
import { type S3EncryptionOptions, s3Encryption } from '../../../src/services/services.js';
import { startS3 } from '../../support/s3-server/s3-server.js';

export const ACCOUNT = '111122223333';
const REGION = 'us-east-1';
export const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const KEY_ARN: string = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KeyId}`;

/** Asks for a key of one's own. */
export const SSE_KMS = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;

/** What keeps the objects: the S3 of `S3_ENDPOINT`, which `npm run check:services` starts, or one in memory. */
export interface Store {
  /** A bucket of its own. */
  readonly Bucket: string;
  /** A world with one key, and a client of it that encrypts. */
  world(options?: LocalKmsOptions): { readonly kms: LocalKms; readonly s3: S3Client };
  /** A client that encrypts by the keys of a world, for another caller. */
  client(kms: LocalKms, options?: S3EncryptionOptions): S3Client;
  /** A client that sees what is kept. */
  readonly bare: S3Client;
  /** What is kept of an object, as latin1: as many characters as bytes. */
  kept(Key: string): Promise<string>;
}

/** A store that is there while the tests of a file run. */
export function storeOfTests(): Store {
  const clients: S3Client[] = [];
  let memory: Awaited<ReturnType<typeof startS3>> | undefined;
  function newClient(config: S3ClientConfig = {}): S3Client {
    const client = new S3Client({
      endpoint: memory?.url ?? (process.env.S3_ENDPOINT as string),
      region: REGION,
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
      ...config,
    });
    clients.push(client);
    return client;
  }
  const Bucket = `orders-${randomUUID()}`;
  let bare: S3Client;
  beforeAll(async () => {
    if (process.env.S3_ENDPOINT === undefined) memory = await startS3();
    bare = newClient();
    await bare.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(async () => {
    for (const each of clients) each.destroy();
    await memory?.close();
  });

  function client(kms: LocalKms, options?: S3EncryptionOptions): S3Client {
    const encrypting = newClient();
    encrypting.middlewareStack.use(s3Encryption(kms, options));
    return encrypting;
  }
  return {
    Bucket,
    get bare() {
      return bare;
    },
    client,
    world(options = {}) {
      const kms = localKms({
        accountId: ACCOUNT,
        region: REGION,
        keys: [{ KeyId, Alias: 'alias/orders' }],
        ...options,
      });
      return { kms, s3: client(kms) };
    },
    async kept(Key) {
      const { Body } = await bare.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString('latin1')) ?? '';
    },
  };
}

/** Text that is longer than what is encrypted at once, and tells where it stands. */
export function longText(length: number): string {
  return Array.from({ length: Math.ceil(length / 8) }, (_, at) => String(at).padStart(8, '.'))
    .join('')
    .slice(0, length);
}

/** What AWS KMS was asked, with the encryption context. */
export function asked(kms: LocalKms): readonly (readonly [operation: string, context: unknown])[] {
  return kms
    .calls()
    .map(({ operation, input }) => [operation, (input as { EncryptionContext?: object }).EncryptionContext]);
}
