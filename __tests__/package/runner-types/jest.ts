// Jest's globals, typed by @types/jest.
import { EncryptCommand } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { resetBetweenTests } from 'localkms/jest';

const kms = resetBetweenTests(localKms());

it('knows the matchers', async () => {
  expect(kms).toHaveReceivedKmsCommand(EncryptCommand);
  expect(kms).not.toHaveReceivedKmsCommandTimes('Encrypt', 2);
  expect(kms).toHaveReceivedLastKmsCommandWith('Encrypt', { KeyId: expect.any(String) });
  expect(kms).toHaveEncryptedUnder('alias/orders', { tenant: 'acme' });
  // @ts-expect-error an operation that AWS does not have
  expect(kms).toHaveReceivedKmsCommand('Encript');
  // @ts-expect-error a matcher that localkms does not have
  expect(kms).toHaveReceivedNoKmsCommand();
});
