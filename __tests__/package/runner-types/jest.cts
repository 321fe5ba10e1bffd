// The same from CommonJS, where the compiler reads the other declarations.
import sdk = require('@aws-sdk/client-kms');
import localkms = require('localkms');
import jestEntry = require('localkms/jest');

const kms = jestEntry.resetBetweenTests(localkms.localKms());

it('knows the matchers', () => {
  expect(kms).toHaveReceivedKmsCommand(sdk.EncryptCommand);
  expect(kms).toHaveReceivedKmsCommandWith(sdk.EncryptCommand, {
    KeyId: expect.stringMatching(/^alias/),
    EncryptionContext: { tenant: expect.any(String) },
    GrantTokens: ['token', expect.anything()],
    Plaintext: Buffer.from('4111'),
    EncryptionAlgorithm: undefined,
  });
  expect(kms).toHaveReceivedNthKmsCommandWith(1, 'CreateKey', { KeySpec: 'RSA_2048' });
  expect(kms).toHaveReceivedKmsCommandExactlyOnceWith('Decrypt', { EncryptionContext: expect.objectContaining({}) });
  // @ts-expect-error a member that the input does not have
  expect(kms).toHaveReceivedKmsCommandWith(sdk.EncryptCommand, { KeyIdd: 'alias/orders' });
  // @ts-expect-error a value that the member does not take
  expect(kms).toHaveReceivedLastKmsCommandWith('Encrypt', { EncryptionContext: { tenant: 7 } });
  // @ts-expect-error an operation that AWS does not have
  expect(kms).toHaveReceivedKmsCommand('Encript');
});
