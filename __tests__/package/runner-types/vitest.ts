import { EncryptCommand } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { resetBetweenTests } from 'localkms/vitest';
import { expect, it } from 'vitest';

const kms = resetBetweenTests(localKms());

it('knows the matchers', async () => {
  expect(kms).toHaveReceivedKmsCommand(EncryptCommand);
  expect(kms).not.toHaveReceivedKmsCommandTimes('Encrypt', 2);
  expect(kms).toHaveReceivedLastKmsCommandWith('Encrypt', { KeyId: expect.any(String) });
  expect(kms).toHaveEncryptedUnder('alias/orders', { tenant: 'acme' });
  expect(kms).toHaveReceivedKmsCommandWith(EncryptCommand, {
    KeyId: expect.stringMatching(/^alias/),
    EncryptionContext: { tenant: expect.any(String) },
    GrantTokens: ['token', expect.anything()],
    Plaintext: Buffer.from('4111'),
    EncryptionAlgorithm: undefined,
  });
  expect(kms).toHaveReceivedNthKmsCommandWith(1, 'CreateKey', { KeySpec: 'RSA_2048' });
  expect(kms).toHaveReceivedKmsCommandExactlyOnceWith('Decrypt', { EncryptionContext: expect.objectContaining({}) });
  // @ts-expect-error a member that the input does not have
  expect(kms).toHaveReceivedKmsCommandWith(EncryptCommand, { KeyIdd: 'alias/orders' });
  // @ts-expect-error a value that the member does not take
  expect(kms).toHaveReceivedLastKmsCommandWith('Encrypt', { EncryptionContext: { tenant: 7 } });
  // @ts-expect-error an operation that AWS does not have
  expect(kms).toHaveReceivedKmsCommand('Encript');
  // @ts-expect-error a matcher that localkms does not have
  expect(kms).toHaveReceivedNoKmsCommand();
});
