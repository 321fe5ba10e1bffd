import { stripVTControlCharacters } from 'node:util';
import { CreateKeyCommand, DecryptCommand, EncryptCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
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

  it('start anew with each test', () => {
    expect(kms.keys()).toHaveLength(1);
    expect(kms).toHaveReceivedKmsCommandTimes('CreateKey', 1);
  });

  it('refuse what is not a world', () => {
    expect(() => expect({}).toHaveReceivedAnyKmsCommand()).toThrow(
      '[localkms] expect() needs what localKms() gave: it has no calls()',
    );
  });
});
