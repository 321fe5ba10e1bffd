import { inspect } from 'node:util';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KMSClient,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
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
    ['of an account', () => ({ caller: { accountId: '000000000000' }, operation: 'Encrypt' }), ['Encrypt']],
    ['that were refused', () => ({ outcome: 'refused' }), ['DescribeKey']],
    ['that were answered', () => ({ outcome: 'answered', keyId: KeyId }), ['CreateAlias', 'Encrypt', 'Decrypt']],
    ['that met an exception', () => ({ error: 'NotFoundException' }), ['DescribeKey']],
  ])('%s', (_what, filter, expected) => {
    expect(operations(filter())).toEqual(expected);
  });

  it('of one command, without a filter', () => {
    expect(kms.calls('Encrypt')).toEqual(kms.calls({ operation: 'Encrypt' }));
    expect(kms.calls(DecryptCommand).map(({ operation }) => operation)).toEqual(['Decrypt']);
    expect(kms.calls(ListKeysCommand)).toEqual([]);
  });

  it('of one command have its types, and are still calls', () => {
    const [sealed] = kms.calls(EncryptCommand);
    const [opened] = kms.calls({ operation: 'Decrypt', outcome: 'answered' });
    const Plaintext: Uint8Array | undefined = sealed?.input.Plaintext;
    const KeyIds: (string | undefined)[] = [sealed?.output?.KeyId, opened?.output?.KeyId];
    const ofAnyCommand: (RecordedCall | undefined)[] = [sealed, opened];
    expect([Plaintext, KeyIds]).toEqual([new Uint8Array([1, 2, 3]), [Arn, Arn]]);
    expect(ofAnyCommand.map((call) => call?.operation)).toEqual(['Encrypt', 'Decrypt']);
  });

  it.each([
    ['Encript', '"Encript"'],
    [class AbcCommand {}, '"Abc"'],
    [7, '7'],
    [null, 'null'],
  ])('refuse %p', (given, shown) => {
    expect(() => kms.calls(given as never)).toThrow(
      new TypeError(
        given === null
          ? '[localkms] filter: expected an object with operation, keyId, caller, outcome, error; got null'
          : `[localkms] operation: expected an operation of AWS KMS, such as Encrypt or EncryptCommand; got ${shown}`,
      ),
    );
  });

  it('tell all of a call', () => {
    const [call] = kms.calls({ operation: 'Encrypt' });
    expect(call).toMatchObject({
      operation: 'Encrypt',
      input: { KeyId: 'alias/app', Plaintext: new Uint8Array([1, 2, 3]) },
      output: { KeyId: Arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      keyArns: [Arn],
      caller: { principal: 'arn:aws:iam::000000000000:root', accountId: '000000000000', region: 'us-east-1' },
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
    const [mine] = kms.calls({ operation: 'Encrypt' }) as [RecordedCall<'Encrypt'>];
    (mine.input.Plaintext as Uint8Array).fill(0);
    expect(kms.calls({ operation: 'Encrypt' })[0]?.input.Plaintext).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('hide sensitive members of input and output by themselves, and where the call is spread', () => {
    const [encrypt] = kms.calls({ operation: 'Encrypt' }) as [RecordedCall<'Encrypt'>];
    const [decrypt] = kms.calls({ operation: 'Decrypt' }) as [RecordedCall];
    for (const printed of [encrypt.input, decrypt.output, { ...encrypt }, [decrypt], { ...decrypt }.output]) {
      expect(inspect(printed, { depth: 5 })).toContain("Plaintext: '***SensitiveInformation***'");
      expect(JSON.stringify(printed)).toContain('"Plaintext":"***SensitiveInformation***"');
    }
    expect(() => expect(encrypt.input).toEqual({ KeyId: 'alias/other' })).toThrow(/SensitiveInformation/);
    expect(() => expect(encrypt.input).toEqual({ KeyId: 'alias/other' })).not.toThrow(/2,/);
  });

  it('have the id of the send in common with its other attempts', async () => {
    const retrying = kms.attach(
      new KMSClient({ region: 'us-east-1', retryStrategy: new ConfiguredRetryStrategy(3, () => 0) }),
    );
    kms.clearCalls();
    kms.faults.add({ operation: 'ListKeys', error: 'ThrottlingException', times: 2 });
    await Promise.all([retrying.send(new ListKeysCommand({})), retrying.send(new ListKeysCommand({ Limit: 1 }))]);
    const calls = kms.calls();
    expect(calls.map(({ attempt }) => attempt).sort()).toEqual([1, 1, 2, 2]);
    for (const { sendId, input, requestId, attempt } of calls) {
      const first = calls.find((call) => call.attempt === 1 && call.input.Limit === input.Limit) as RecordedCall;
      expect(sendId).toBe(first.requestId);
      expect(sendId === requestId).toBe(attempt === 1);
    }
  });

  it.each([
    ['hung', { hang: true }],
    ['was late', { delay: 60_000 }],
    ['was late once its key was known', { delay: 60_000, keyId: 'alias/app' }],
  ])('show one that %s while it is under way, and that it was aborted', async (_what, fault) => {
    kms.clearCalls();
    kms.faults.add({ operation: 'DescribeKey', ...fault });
    const abort = new AbortController();
    const sent = client.send(new DescribeKeyCommand({ KeyId: 'alias/app' }), { abortSignal: abort.signal });
    await new Promise(setImmediate);

    const [pending] = kms.calls({ outcome: 'pending' }) as [RecordedCall];
    expect(pending).toMatchObject({ operation: 'DescribeKey', input: { KeyId: 'alias/app' }, attempt: 1 });
    expect(pending).not.toHaveProperty('output');
    expect(pending).not.toHaveProperty('error');
    expect(pending.duration).toBeGreaterThan(0);

    abort.abort();
    await expect(sent).rejects.toThrow('Request aborted');
    expect(kms.calls({ outcome: 'pending' })).toEqual([]);
    const [aborted] = kms.calls({ outcome: 'refused', error: 'AbortError' }) as [RecordedCall];
    expect(aborted.error).toEqual({ name: 'AbortError', message: 'Request aborted' });
    expect(aborted.keyArns).toEqual('keyId' in fault ? [Arn] : []);
  });

  it('tell nothing of a call that was aborted before it was sent', async () => {
    kms.clearCalls();
    await client.send(new ListKeysCommand({}), { abortSignal: AbortSignal.abort() }).catch(() => {});
    expect(kms.calls()).toEqual([]);
  });

  it('end where an input holds itself, and can be printed', async () => {
    kms.clearCalls();
    const input: Record<string, unknown> = { KeyId: 'alias/app', list: [] };
    input.self = input;
    (input.list as unknown[]).push(input.list);
    await client.send(new DescribeKeyCommand(input as never));
    const [call] = kms.calls() as [RecordedCall];
    expect(call.input).toMatchObject({ KeyId: 'alias/app', self: { KeyId: 'alias/app' } });
    expect(JSON.stringify(call)).toContain('"self":{"KeyId":"alias/app"');
    expect(inspect(call)).toContain("KeyId: 'alias/app'");
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
    [
      { outcome: 'failed' as never },
      '[localkms] filter.outcome: expected one of answered, refused, pending; got "failed"',
    ],
    [
      { key: 'x' } as never,
      '[localkms] filter.key: there is no such option, only operation, keyId, caller, outcome, error',
    ],
  ])('refuse the filter %j', (filter, message) => {
    expect(() => kms.calls(filter)).toThrow(new TypeError(message));
  });
});

describe('countSends', () => {
  it('takes a name, a command class, or all', () => {
    expect(kms.countSends('Encrypt')).toBe(1);
    expect(kms.countSends(DecryptCommand)).toBe(1);
    expect(kms.countSends()).toBe(5);
    kms.clearCalls();
    expect(kms.countSends()).toBe(0);
  });

  it('refuses what is not an operation, and a world that remembers nothing', () => {
    expect(() => kms.countSends('Nothing' as never)).toThrow(
      new TypeError(
        '[localkms] operation: expected an operation of AWS KMS, such as Encrypt or EncryptCommand; got "Nothing"',
      ),
    );
    expect(() => localKms({ calls: false }).countSends()).toThrow(
      '[localkms] options.calls is false: no calls are remembered',
    );
  });
});

describe('options.calls', () => {
  it('bounds them to the latest', async () => {
    const few = localKms({ calls: 2 });
    const one = few.attach(new KMSClient({ region: 'us-east-1' }));
    for (const Description of ['a', 'b', 'c']) await one.send(new CreateKeyCommand({ Description }));
    expect(few.calls().map(({ input }) => input.Description)).toEqual(['b', 'c']);
  });

  it.each([3, 1000, 0xffffffff])('of %d remembers each call, in order', async (calls) => {
    const few = localKms({ calls });
    const one = few.attach(new KMSClient({ region: 'us-east-1' }));
    for (let at = 0; at < 3; at++) await one.send(new ListKeysCommand({ Limit: at + 1 }));
    expect(few.calls().map(({ input }) => input.Limit)).toEqual([1, 2, 3]);
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

describe('calls whose input is none', () => {
  it.each<[string, unknown]>([
    ['a number', 0],
    ['NaN', Number.NaN],
    ['text', 'x'],
    ['a Map', new Map([['KeyId', 'x']])],
    ['a frozen object', Object.freeze({ KeyId: 'x' })],
  ])('are told with it: %s', async (_what, input) => {
    kms.clearCalls();
    await client.send(new DescribeKeyCommand(input as never)).catch(() => {});
    for (let twice = 0; twice < 2; twice++) expect(kms.calls().map((call) => call.input)).toEqual([input]);
  });
});
