import {
  DecryptCommand,
  DescribeKeyCommand,
  InvalidCiphertextException,
  KMSClient,
  KMSServiceException,
  ListKeysCommand,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { clientOf, errorOf, pluginWith } from './support.js';

const SECRET = new TextEncoder().encode('secret');

describe('errors', () => {
  it('are of the classes that the SDK exports', async () => {
    const client = clientOf();
    const notFound = await errorOf(client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })));
    expect(notFound).toBeInstanceOf(NotFoundException);
    expect(notFound).toBeInstanceOf(KMSServiceException);
    expect(Object.getPrototypeOf(notFound)).toBe(NotFoundException.prototype);
    const invalid = await errorOf(client.send(new DecryptCommand({ CiphertextBlob: SECRET })));
    expect(Object.getPrototypeOf(invalid)).toBe(InvalidCiphertextException.prototype);
    expect(invalid.message).toBe('UnknownError');
  });

  it('of the engine itself come as they are, once', async () => {
    const bug = new TypeError('a bug');
    let calls = 0;
    const client = new KMSClient({ retryStrategy: new ConfiguredRetryStrategy(5, () => 1) });
    client.middlewareStack.use(
      pluginWith({
        before() {
          calls++;
          throw bug;
        },
      }),
    );
    expect(await errorOf(client.send(new ListKeysCommand({})))).toBe(bug);
    expect(calls).toBe(1);
  });
});
