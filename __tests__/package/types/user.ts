// A user's program, for the compiler alone.
import { KMS, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { type LocalKms, type LocalKmsOptions, localKms, noPauseRetry, type RecordedCall } from 'localkms';

const options: LocalKmsOptions = { region: 'eu-west-1', accountId: '111122223333' };
const kms: LocalKms = localKms(options);

const client = new KMSClient({});
client.middlewareStack.use(kms);
client.middlewareStack.use(kms.as({ accountId: '444455556666' }));
const kmsClient: KMS = kms.attach(new KMS({ retryStrategy: noPauseRetry(3) }));
const command = new ListKeysCommand({});
command.middlewareStack.use(kms);

export const calls: RecordedCall[] = kms.calls({ operation: 'Encrypt' });
export const answer = kmsClient.encrypt({ KeyId: 'alias/orders', Plaintext: new Uint8Array(1) });

// @ts-expect-error an operation that AWS does not have
kms.calls({ operation: 'Encript' });
// @ts-expect-error an option that localkms does not have
localKms({ regoin: 'eu-west-1' });
// @ts-expect-error not a plugin
client.middlewareStack.use({ nope: 1 });
