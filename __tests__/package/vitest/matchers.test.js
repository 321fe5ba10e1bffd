import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { resetBetweenTests } from 'localkms/vitest';
import { describe, expect, it } from 'vitest';

const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const kms = resetBetweenTests(localKms({ keys: [{ KeyId }] }));
const client = new KMSClient({});
client.middlewareStack.use(kms);

describe('localkms/vitest', () => {
  it('adds matchers of commands and keys', async () => {
    await client.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array([1]) }));
    expect(kms).toHaveReceivedKmsCommandWith(EncryptCommand, { KeyId });
    expect(kms).toHaveEncryptedUnder(KeyId);
    expect(kms).not.toHaveReceivedKmsCommand(DecryptCommand);
    expect(() => expect(kms).toHaveDecryptedUnder(KeyId)).toThrow('Expected KMS to have decrypted under');
  });

  it('forgets the calls of the test before', () => {
    expect(kms).not.toHaveReceivedAnyKmsCommand();
    expect(kms.keys()).toHaveLength(1);
  });
});
