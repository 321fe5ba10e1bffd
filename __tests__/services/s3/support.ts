import { CreateBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { type LocalKms, type LocalKmsOptions, localKms } from '../../../src/index.js';
import { type S3EncryptionOptions, s3Encryption } from '../../../src/services/services.js';
import { type S3Server, startS3 } from '../../support/s3-server/s3-server.js';

export const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ACCOUNT = '111122223333';
export const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${KeyId}`;
export const Bucket = 'orders';

/** A store, a world with a key, and clients of both. */
export interface Bench {
  readonly server: S3Server;
  readonly kms: LocalKms;
  /** Encrypts. */
  readonly s3: S3Client;
  /** Sees what is stored. */
  readonly plain: S3Client;
  client(options?: S3EncryptionOptions, config?: S3ClientConfig): S3Client;
  /** What is stored for a key. */
  stored(key: string): Buffer;
  close(): Promise<void>;
}

export async function openBench(options: LocalKmsOptions = {}): Promise<Bench> {
  const server = await startS3();
  const kms = localKms({
    region: 'eu-west-1',
    accountId: ACCOUNT,
    keys: [{ KeyId, Alias: 'alias/orders' }],
    ...options,
  });
  const clients: S3Client[] = [];
  const bare = (config: S3ClientConfig = {}) => {
    const client = new S3Client({
      endpoint: server.url,
      region: 'eu-west-1',
      forcePathStyle: true,
      // The SDK warns of streams that it cannot send again.
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
      ...config,
    });
    clients.push(client);
    return client;
  };
  const client = (given?: S3EncryptionOptions, config?: S3ClientConfig) => {
    const made = bare(config);
    made.middlewareStack.use(s3Encryption(kms, given));
    return made;
  };
  const plain = bare();
  await plain.send(new CreateBucketCommand({ Bucket }));
  return {
    server,
    kms,
    s3: client(),
    plain,
    client,
    stored: (key) => server.store.object(Bucket, key).bytes,
    async close() {
      for (const each of clients) each.destroy();
      await server.close();
    },
  };
}

/** The bytes of a body that GetObject gave. */
export async function readBody(body: { transformToByteArray(): Promise<Uint8Array> } | undefined): Promise<Buffer> {
  return Buffer.from((await body?.transformToByteArray()) ?? []);
}

/** Bytes that tell where they stand. */
export function pattern(length: number, from = 0): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++) bytes[at] = ((at + from) * 31 + ((at + from) >> 8)) & 0xff;
  return bytes;
}
