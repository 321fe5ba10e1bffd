import { inspect } from 'node:util';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { type CallFilter, type LocalKms, localKms, type RecordedCall } from '../../src/index.js';

let kms: LocalKms;
let client: KMSClient;
let KeyId: string;
let Arn: string;

beforeEach(async () => {
  kms = localKms();
  client = kms.attach(new KMSClient({ region: 'us-east-1' }));
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  KeyId = KeyMetadata?.KeyId as string;
  Arn = KeyMetadata?.Arn as string;
  await client.send(new CreateAliasCommand({ AliasName: 'alias/app', TargetKeyId: KeyId }));
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId: 'alias/app', Plaintext: new Uint8Array([1, 2, 3]) }),
  );
  await client.send(new DecryptCommand({ CiphertextBlob }));
  await client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })).catch(() => {});
});

function operations(filter?: CallFilter): string[] {
  return kms.calls(filter).map(({ operation }) => operation);
}

describe('calls', () => {
  it.each<[string, () => CallFilter | undefined, string[]]>([
    ['all', () => undefined, ['CreateKey', 'CreateAlias', 'Encrypt', 'Decrypt', 'DescribeKey']],
    ['of an operation', () => ({ operation: 'Encrypt' }), ['Encrypt']],
    ['of a command class', () => ({ operation: DecryptCommand }), ['Decrypt']],
    ['with a key, by key id', () => ({ keyId: KeyId }), ['CreateAlias', 'Encrypt', 'Decrypt']],
    ['with a key, by key ARN', () => ({ keyId: Arn }), ['CreateAlias', 'Encrypt', 'Decrypt']],
    ['with a key, by alias name', () => ({ keyId: 'alias/app' }), ['CreateAlias', 'Encrypt', 'Decrypt']],
    [
      'with a key, by alias ARN',
      () => ({ keyId: 'arn:aws:kms:us-east-1:000000000000:alias/app' }),
      ['CreateAlias', 'Encrypt', 'Decrypt'],
    ],
    ['of a Region', () => ({ caller: { region: 'eu-west-1' } }), []],
    ['of an account', () => ({ caller: { account: '000000000000' }, operation: 'Encrypt' }), ['Encrypt']],
    ['that were refused', () => ({ outcome: 'refused' }), ['DescribeKey']],
    ['that were answered', () => ({ outcome: 'answered', keyId: KeyId }), ['CreateAlias', 'Encrypt', 'Decrypt']],
    ['that met an exception', () => ({ error: 'NotFoundException' }), ['DescribeKey']],
  ])('%s', (_what, filter, expected) => {
    expect(operations(filter())).toEqual(expected);
  });

  it('tell all of a call', () => {
    const [call] = kms.calls({ operation: 'Encrypt' });
    expect(call).toMatchObject({
      operation: 'Encrypt',
      input: { KeyId: 'alias/app', Plaintext: new Uint8Array([1, 2, 3]) },
      output: { KeyId: Arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      keyArns: [Arn],
      caller: { principal: 'arn:aws:iam::000000000000:root', account: '000000000000', region: 'us-east-1' },
      attempt: 1,
    });
    expect(call?.duration).toBeGreaterThanOrEqual(0);
    expect(kms.calls({ outcome: 'refused' })[0]?.error).toEqual({
      name: 'NotFoundException',
      message: 'Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.',
    });
  });

  it('hide sensitive members in print, but not from the test', () => {
    const [encrypt] = kms.calls({ operation: 'Encrypt' });
    expect(inspect(encrypt, { depth: 5 })).toContain('***SensitiveInformation***');
    expect(JSON.parse(JSON.stringify(encrypt)).input.Plaintext).toBe('***SensitiveInformation***');
    expect(encrypt?.input.Plaintext).toEqual(new Uint8Array([1, 2, 3]));
    const [decrypt] = kms.calls({ operation: 'Decrypt' });
    expect(inspect(decrypt, { depth: 5 })).not.toMatch(/Plaintext: Uint8Array/);
  });

  it('are copies', () => {
    const [mine] = kms.calls({ operation: 'Encrypt' }) as [RecordedCall];
    (mine.input.Plaintext as Uint8Array).fill(0);
    expect(kms.calls({ operation: 'Encrypt' })[0]?.input.Plaintext).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('are forgotten when told to', () => {
    kms.clearCalls();
    expect(kms.calls()).toEqual([]);
  });

  it.each<[CallFilter, string]>([
    [
      { operation: 'Nothing' as never },
      '[localkms] filter.operation: expected an operation of AWS KMS, such as Encrypt or EncryptCommand; got "Nothing"',
    ],
    [{ outcome: 'failed' as never }, '[localkms] filter.outcome: expected one of answered, refused; got "failed"'],
    [
      { key: 'x' } as never,
      '[localkms] filter.key: there is no such option, only operation, keyId, caller, outcome, error',
    ],
  ])('refuse the filter %j', (filter, message) => {
    expect(() => kms.calls(filter)).toThrow(new TypeError(message));
  });
});

describe('options.calls', () => {
  it('bounds them to the latest', async () => {
    const few = localKms({ calls: 2 });
    const one = few.attach(new KMSClient({ region: 'us-east-1' }));
    for (const Description of ['a', 'b', 'c']) await one.send(new CreateKeyCommand({ Description }));
    expect(few.calls().map(({ input }) => input.Description)).toEqual(['b', 'c']);
  });

  it('switches them off', async () => {
    const none = localKms({ calls: false });
    await none.attach(new KMSClient({ region: 'us-east-1' })).send(new CreateKeyCommand({}));
    expect(() => none.calls()).toThrow('[localkms] options.calls is false: no calls are remembered');
  });

  it.each([0, -1, 1.5, 'all'])('cannot be %p', (calls) => {
    expect(() => localKms({ calls: calls as never })).toThrow(/^\[localkms\] options\.calls: /);
  });
});
