// The same from CommonJS, where the compiler reads the other declarations.
import sdk = require('@aws-sdk/client-kms');
import localkms = require('localkms');
import jestEntry = require('localkms/jest');

const kms = jestEntry.resetBetweenTests(localkms.localKms());

it('knows the matchers', () => {
  expect(kms).toHaveReceivedKmsCommand(sdk.EncryptCommand);
  // @ts-expect-error an operation that AWS does not have
  expect(kms).toHaveReceivedKmsCommand('Encript');
});
