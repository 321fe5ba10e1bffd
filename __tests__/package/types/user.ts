// A user's program, for the compiler alone.
import { EncryptCommand, KMS, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import {
  type CommandInput,
  type LocalKms,
  type LocalKmsOptions,
  localKms,
  noPauseRetry,
  type RecordedCall,
} from 'localkms';

const options: LocalKmsOptions = { region: 'eu-west-1', accountId: '111122223333' };
const kms: LocalKms = localKms(options);

const client = new KMSClient({});
client.middlewareStack.use(kms);
client.middlewareStack.use(kms.as({ accountId: '444455556666' }));
const kmsClient: KMS = kms.attach(new KMS({ retryStrategy: noPauseRetry(3) }));
const command = new ListKeysCommand({});
command.middlewareStack.use(kms);

export const calls: RecordedCall[] = kms.calls({ operation: 'Encrypt' });
export const sealed: RecordedCall<'Encrypt'>[] = kms.calls('Encrypt');

// A call has the types of its command, by class and by name.
for (const [call] of [kms.calls(EncryptCommand), kms.calls({ operation: EncryptCommand, outcome: 'answered' })]) {
  const input: CommandInput<typeof EncryptCommand> | undefined = call?.input;
  const context: Record<string, string> | undefined = call?.input.EncryptionContext;
  const ciphertext: Uint8Array | undefined = call?.output?.CiphertextBlob;
  console.log(input, context, ciphertext, sealed[0]?.input.Plaintext?.byteLength);
  // @ts-expect-error a member that the input does not have
  console.log(call?.input.CiphertextBlob);
  // @ts-expect-error a member that the output does not have
  console.log(call?.output?.Plaintext);
  // @ts-expect-error calls are copies, to look at
  if (call) call.input.KeyId = 'alias/orders';
}
export const anything: unknown = kms.calls({ outcome: 'refused' })[0]?.input.Anything;

// Of a command of another copy of the SDK, as far as the two agree.
class CopiedCommand {
  declare readonly input: { KeyId: string | undefined; Copied?: boolean };
  declare resolveMiddleware: (
    stack: { other: 1 },
    configuration: string,
    options?: unknown,
  ) => (args: { input: CopiedCommand['input'] }) => Promise<{
    response: unknown;
    output: { $metadata: object; Answer?: Date };
  }>;
  constructor(readonly given: CopiedCommand['input']) {}
}
export const copied: boolean | undefined = kms.calls(CopiedCommand)[0]?.input.Copied;
export const answered: Date | undefined = kms.calls(CopiedCommand)[0]?.output?.Answer;
// @ts-expect-error what the SDK adds to an answer is not recorded
console.log(kms.calls(CopiedCommand)[0]?.output?.$metadata);

// A key is there, or key() says what is; findKey() may give undefined.
export const arn: string | undefined = kms.key('alias/orders').Arn;
// @ts-expect-error there may be none
console.log(kms.findKey('alias/orders').Arn);
export const answer = kmsClient.encrypt({ KeyId: 'alias/orders', Plaintext: new Uint8Array(1) });

// @ts-expect-error an operation that AWS does not have
kms.calls({ operation: 'Encript' });
// @ts-expect-error the same
kms.calls('Encript');
// @ts-expect-error an option that localkms does not have
localKms({ regoin: 'eu-west-1' });
// @ts-expect-error not a plugin
client.middlewareStack.use({ nope: 1 });
