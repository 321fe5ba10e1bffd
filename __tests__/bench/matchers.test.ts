import { stripVTControlCharacters } from 'node:util';
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateRandomCommand,
  KMSClient,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { type LocalKms, localKms } from '../../src/index.js';
import '../../src/bench/jest.js';
import { resetBetweenTests } from '../../src/bench/jest.js';

const kms: LocalKms = resetBetweenTests(localKms());
let client: KMSClient;
let KeyId: string;
let Arn: string;

beforeEach(async () => {
  client = new KMSClient({ region: 'us-east-1', retryStrategy: new ConfiguredRetryStrategy(3, () => 0) });
  client.middlewareStack.use(kms);
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ Description: 'of this test' }));
  KeyId = KeyMetadata?.KeyId as string;
  Arn = KeyMetadata?.Arn as string;
});

async function encryptAndDecrypt(): Promise<void> {
  const EncryptionContext = { tenant: 'a' };
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId, Plaintext: new Uint8Array([1, 2]), EncryptionContext }),
  );
  await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
}

/** The message of a matcher that does not match. */
function complaint(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return stripVTControlCharacters((error as Error).message);
  }
  throw new Error('the matcher matched');
}

describe('matchers', () => {
  it('tell which commands were received', async () => {
    await encryptAndDecrypt();
    expect(kms).toHaveReceivedAnyKmsCommand();
    expect(kms).toHaveReceivedKmsCommand(EncryptCommand);
    expect(kms).toHaveReceivedKmsCommand('Decrypt');
    expect(kms).not.toHaveReceivedKmsCommand(ListKeysCommand);
    expect(kms).toHaveReceivedKmsCommandTimes('CreateKey', 1);
    expect(kms).toHaveReceivedKmsCommandOnce(DecryptCommand);
    expect(kms).not.toHaveReceivedKmsCommandTimes('Encrypt', 2);
  });

  it('tell with which input, as far as it is given', async () => {
    await encryptAndDecrypt();
    expect(kms).toHaveReceivedKmsCommandWith(EncryptCommand, { KeyId });
    expect(kms).toHaveReceivedKmsCommandWith('Encrypt', { Plaintext: new Uint8Array([1, 2]) });
    expect(kms).toHaveReceivedKmsCommandWith('Encrypt', {
      EncryptionContext: expect.objectContaining({ tenant: 'a' }),
    });
    expect(kms).not.toHaveReceivedKmsCommandWith('Encrypt', { KeyId: Arn });
    expect(kms).toHaveReceivedNthKmsCommandWith(1, 'CreateKey', { Description: 'of this test' });
    expect(kms).toHaveReceivedNthKmsCommandWith(2, EncryptCommand);
    expect(kms).not.toHaveReceivedNthKmsCommandWith(4, EncryptCommand);
    expect(kms).toHaveReceivedLastKmsCommandWith(DecryptCommand, { EncryptionContext: { tenant: 'a' } });
    expect(kms).toHaveReceivedNthSpecificKmsCommandWith(1, 'Decrypt', { EncryptionContext: { tenant: 'a' } });
    expect(kms).not.toHaveReceivedNthSpecificKmsCommandWith(2, 'Decrypt');
  });

  it('tell whether there was one command only, with its input', async () => {
    const once = () => expect(kms).toHaveReceivedKmsCommandExactlyOnceWith(EncryptCommand, { Plaintext });
    const Plaintext = new Uint8Array([1, 2]);
    expect(once).toThrow('received Encrypt with {"Plaintext": "***SensitiveInformation***"}, and no other Encrypt');
    await encryptAndDecrypt();
    once();
    expect(kms).not.toHaveReceivedKmsCommandExactlyOnceWith('Encrypt', { KeyId: Arn });
    await client.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array([3]) }));
    expect(kms).not.toHaveReceivedKmsCommandExactlyOnceWith(EncryptCommand, { Plaintext });
  });

  it('tell under which key, by id and by ARN', async () => {
    expect(kms).not.toHaveEncryptedUnder(KeyId);
    await encryptAndDecrypt();
    for (const id of [KeyId, Arn]) {
      expect(kms).toHaveEncryptedUnder(id);
      expect(kms).toHaveEncryptedUnder(id, { tenant: 'a' });
      expect(kms).not.toHaveEncryptedUnder(id, { tenant: 'b' });
      expect(kms).toHaveDecryptedUnder(id);
    }
    expect(kms).not.toHaveDecryptedUnder('12345678-1234-1234-1234-123456789012');
  });

  it('count the retries of one send once', async () => {
    kms.faults.add({ operation: 'ListKeys', error: 'ThrottlingException', times: 2 });
    await client.send(new ListKeysCommand({}));
    expect(kms).toHaveReceivedKmsCommandTimes(ListKeysCommand, 1);
  });

  it('say what was received instead', async () => {
    await client.send(new EncryptCommand({ KeyId: 'alias/none', Plaintext: new Uint8Array([1]) })).catch(() => {});
    expect(complaint(() => expect(kms).toHaveReceivedKmsCommandTimes('Decrypt', 1))).toMatch(
      /^Expected KMS to have received Decrypt 1 times, not 0 times\n\nIt received:\n {2}1\. CreateKey .*\n {2}2\. Encrypt .*-> NotFoundException$/s,
    );
    expect(complaint(() => expect(kms).not.toHaveReceivedKmsCommand('CreateKey'))).toMatch(
      /^Expected KMS not to have received CreateKey\n/,
    );
  });

  it('know which retry belongs to which send', async () => {
    kms.faults.add({ operation: 'GenerateRandom', error: 'ThrottlingException', times: 2 });
    const sizes = [1, 2];
    await Promise.all(sizes.map((NumberOfBytes) => client.send(new GenerateRandomCommand({ NumberOfBytes }))));
    for (const NumberOfBytes of sizes) {
      expect(kms).toHaveReceivedNthSpecificKmsCommandWith(NumberOfBytes, 'GenerateRandom', { NumberOfBytes });
    }
    expect(kms).toHaveReceivedKmsCommandTimes('GenerateRandom', 2);
  });

  const SECRET = new Uint8Array([201, 202, 203]);
  it.each<[string, () => void]>([
    ['once', () => expect(kms).toHaveReceivedKmsCommandExactlyOnceWith('Encrypt', { KeyId: 'x', Plaintext: SECRET })],
    ['received', () => expect(kms).not.toHaveReceivedKmsCommand('Encrypt')],
    ['expected', () => expect(kms).not.toHaveReceivedKmsCommandWith('Encrypt', { Plaintext: SECRET })],
    ['expected, and not received', () => expect(kms).toHaveReceivedKmsCommandWith('Sign', { Message: SECRET })],
    ['counted', () => expect(kms).toHaveReceivedKmsCommandTimes('Encrypt', 9)],
    ['at a position', () => expect(kms).toHaveReceivedNthKmsCommandWith(9, 'Encrypt', { Plaintext: SECRET })],
    ['last', () => expect(kms).toHaveReceivedLastKmsCommandWith('Encrypt', { Plaintext: SECRET })],
    ['encrypted', () => expect(kms).toHaveEncryptedUnder('alias/b')],
    ['decrypted', () => expect(kms).toHaveDecryptedUnder('alias/b')],
    ['in a call', () => expect(kms.calls({ operation: 'Encrypt' })[0]).toEqual({ operation: 'Encrypt' })],
    ['in an output', () => expect(kms.calls({ operation: 'Decrypt' })[0]?.output).toEqual({ KeyId })],
  ])('never print plaintext: %s', async (_what, assertion) => {
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext: SECRET }));
    await client.send(new DecryptCommand({ CiphertextBlob }));
    await client.send(new ListKeysCommand({}));
    const message = complaint(assertion);
    expect(message).not.toMatch(/201,[\s+-]*202,/);
    expect(message).toMatch(/SensitiveInformation/);
  });

  it('print what else a test expects, asymmetric matchers included', () => {
    const context = { tenant: expect.stringMatching(/^a/) };
    const message = complaint(() =>
      expect(kms).toHaveReceivedKmsCommandWith('Encrypt', { EncryptionContext: context }),
    );
    expect(message).toContain('received Encrypt with {"EncryptionContext": {"tenant": StringMatching /^a/}}\n');
  });

  it('show a call that has no answer yet', async () => {
    kms.faults.add({ operation: 'ListKeys', hang: true });
    const abort = new AbortController();
    const sent = client.send(new ListKeysCommand({}), { abortSignal: abort.signal });
    await new Promise(setImmediate);
    expect(complaint(() => expect(kms).not.toHaveReceivedKmsCommand('ListKeys'))).toContain(
      '2. ListKeys {} -> not answered yet',
    );
    abort.abort();
    await sent.catch(() => {});
    expect(complaint(() => expect(kms).not.toHaveReceivedKmsCommand('ListKeys'))).toContain(
      '2. ListKeys {} -> AbortError',
    );
  });

  it('start anew with each test', () => {
    expect(kms.keys()).toHaveLength(1);
    expect(kms).toHaveReceivedKmsCommandTimes('CreateKey', 1);
  });

  it.each([
    [
      'nth',
      () => expect(localKms()).toHaveReceivedNthKmsCommandWith(0, 'ListKeys'),
      'nth: expected a whole number from 1; got 0',
    ],
    [
      'nth',
      () => expect(localKms()).not.toHaveReceivedNthSpecificKmsCommandWith(1.5, 'ListKeys'),
      'nth: expected a whole number from 1; got 1.5',
    ],
    [
      'times',
      () => expect(localKms()).toHaveReceivedKmsCommandTimes('ListKeys', 'x' as never),
      'times: expected a whole number from 0; got "x"',
    ],
    [
      'input',
      () => expect(localKms()).toHaveReceivedKmsCommandWith('ListKeys', undefined as never),
      'input: expected an object with members of the input; got undefined',
    ],
  ])('refuse what cannot be %s', (_what, check, message) => {
    expect(check).toThrow(new TypeError(`[localkms] ${message}`));
  });

  it('refuse what is not a world', () => {
    expect(() => expect({}).toHaveReceivedAnyKmsCommand()).toThrow(
      '[localkms] expect() needs what localKms() gave: it has no calls()',
    );
  });
});

describe('matchers of a world that has forgotten calls', () => {
  const few = localKms({ calls: 2 });

  beforeEach(async () => {
    few.reset();
    const sender = few.attach(new KMSClient({ region: 'us-east-1' }));
    await sender.send(new ListKeysCommand({}));
    for (const NumberOfBytes of [1, 2, 3]) await sender.send(new GenerateRandomCommand({ NumberOfBytes }));
  });

  it('count all', () => {
    expect(few).toHaveReceivedKmsCommandTimes('GenerateRandom', 3);
    expect(few).toHaveReceivedKmsCommandOnce('ListKeys');
    expect(few).toHaveReceivedKmsCommand('ListKeys');
    expect(few).not.toHaveReceivedKmsCommand('Encrypt');
  });

  it('know the position of what is remembered', () => {
    expect(few).toHaveReceivedNthKmsCommandWith(3, 'GenerateRandom', { NumberOfBytes: 2 });
    expect(few).toHaveReceivedNthSpecificKmsCommandWith(3, 'GenerateRandom', { NumberOfBytes: 3 });
    expect(few).toHaveReceivedLastKmsCommandWith('GenerateRandom', { NumberOfBytes: 3 });
    expect(few).not.toHaveReceivedNthKmsCommandWith(5, 'GenerateRandom');
    expect(few).toHaveReceivedKmsCommandWith('GenerateRandom', { NumberOfBytes: 2 });
    expect(few).not.toHaveReceivedKmsCommandWith('Encrypt', {});
    expect(few).not.toHaveEncryptedUnder('alias/a');
  });

  it.each<[string, () => void]>([
    ['with an input', () => expect(few).not.toHaveReceivedKmsCommandWith('GenerateRandom', { NumberOfBytes: 1 })],
    ['once', () => expect(few).not.toHaveReceivedKmsCommandExactlyOnceWith('ListKeys', {})],
    ['at a position', () => expect(few).not.toHaveReceivedNthKmsCommandWith(1, 'GenerateRandom')],
    ['at a position of its kind', () => expect(few).not.toHaveReceivedNthSpecificKmsCommandWith(1, 'ListKeys')],
  ])('say so where they cannot tell: %s', (_what, assertion) => {
    expect(complaint(assertion)).toMatch(
      /^\[localkms\] it cannot be told whether KMS has received .*: 1 of the calls that count are no longer remembered\. /,
    );
  });

  it('say in a list what it leaves out', () => {
    expect(complaint(() => expect(few).toHaveReceivedKmsCommandOnce('GenerateRandom'))).toBe(
      'Expected KMS to have received GenerateRandom 1 times, not 3 times\n\nIt received:\n' +
        '  2 that calls() no longer has, then\n' +
        '  3. GenerateRandom {"NumberOfBytes": 2}\n' +
        '  4. GenerateRandom {"NumberOfBytes": 3}',
    );
  });
});
