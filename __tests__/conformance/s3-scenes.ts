import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type LocalKms, localKms } from '../../src/index.js';
import { s3Encryption } from '../../src/services/services.js';
import { startS3 } from '../support/s3-server/s3-server.js';
import type { Fact } from './fact.js';

const ACCOUNT = '111122223333';
export const REGION = 'us-east-2';
export const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const KEY_ARN: string = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KeyId}`;
const ROLE: string = `arn:aws:iam::${ACCOUNT}:role/reader`;
export const Bucket = 'bucket';
export const SSE_KMS = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;

/** A world with one key, and clients of S3 for its account and for a role that may GenerateDataKey. */
export interface S3Scene {
  readonly kms: LocalKms;
  readonly s3: S3Client;
  readonly role: S3Client;
}

/** What is asked of S3: its answer, or its error with the status of HTTP. */
export function ofS3(deed: (scene: S3Scene) => Promise<unknown>): Fact['run'] {
  return async () => {
    const server = await startS3();
    const Statement = { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: KEY_ARN };
    const kms = localKms({
      accountId: ACCOUNT,
      region: REGION,
      keys: [{ KeyId }],
      iam: { roles: { [ROLE]: { policies: [{ Version: '2012-10-17', Statement }] } } },
    });
    const [s3, role] = [{}, { as: { principal: ROLE } }].map((options) => {
      const client = new S3Client({
        endpoint: server.url,
        region: REGION,
        forcePathStyle: true,
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      });
      client.middlewareStack.use(s3Encryption(kms, options));
      return client;
    }) as [S3Client, S3Client];
    try {
      await s3.send(new CreateBucketCommand({ Bucket }));
      return await deed({ kms, s3, role });
    } catch (error) {
      const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
      if ($metadata === undefined) throw error;
      return s3Error($metadata.httpStatusCode, name, message);
    } finally {
      s3.destroy();
      role.destroy();
      await server.close();
    }
  };
}

export function s3Error(status: number | undefined, code: string, message: unknown): object {
  return { status, code, message };
}

/** Members of an answer; those that it has not are left out. */
export function only<Answer extends object>(answer: Answer, ...names: readonly (keyof Answer)[]): object {
  return Object.fromEntries(names.filter((name) => answer[name] !== undefined).map((name) => [name, answer[name]]));
}

/** What AWS KMS was asked, with the encryption contexts. */
export function askedOf(kms: LocalKms): readonly object[] {
  return kms.calls().map(({ operation, input }) => {
    const { EncryptionContext } = input as { readonly EncryptionContext?: object };
    return [operation, EncryptionContext];
  });
}
