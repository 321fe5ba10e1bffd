import { CreateKeyCommand, EncryptCommand, KMSClient, KMSServiceException, ListKeysCommand } from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { localKms } from '../../src/index.js';
import { KmsFault } from '../../src/model/fault.js';
import { clientOf, errorOf, newKeyId, pluginWith } from './support.js';

const SECRET = new TextEncoder().encode('secret');

describe('what else hangs on the client', () => {
  it('runs the middlewares of the initialize step, whose changes of the input count', async () => {
    const client = clientOf();
    const seen: string[] = [];
    for (const priority of ['high', 'normal', 'low'] as const) {
      client.middlewareStack.add(
        (next) => async (args) => {
          seen.push(priority);
          return next({ ...args, input: { ...args.input, Description: `seen at ${priority}` } });
        },
        { step: 'initialize', priority },
      );
    }
    const { KeyMetadata } = await client.send(new CreateKeyCommand({ Description: 'as written' }));
    expect(seen).toEqual(['high', 'normal', 'low']);
    expect(KeyMetadata?.Description).toBe('seen at low');
  });

  it('writes to the logger as ever, sensitive members hidden', async () => {
    const info = jest.fn();
    const logger = { info, debug() {}, warn() {}, error() {} };
    const client = clientOf(localKms(), { logger });
    const KeyId = await newKeyId(client);
    info.mockClear();
    await client.send(new EncryptCommand({ KeyId, Plaintext: SECRET }));
    expect(info).toHaveBeenCalledTimes(1);
    const [logged] = info.mock.calls[0];
    expect(logged).toMatchObject({ clientName: 'KMSClient', commandName: 'EncryptCommand' });
    expect(logged.input).toEqual({ KeyId, Plaintext: '***SensitiveInformation***' });
    expect(logged.metadata.httpStatusCode).toBe(200);
  });

  it('retries a fault of the service by the retry strategy of the client', async () => {
    const attempts: number[] = [];
    const plugin = pluginWith({
      before(call) {
        attempts.push(call.attempt);
        if (call.attempt < 3) throw new KmsFault('KMSInternalException', undefined, 500);
      },
    });
    const client = new KMSClient({ retryStrategy: new ConfiguredRetryStrategy(5, () => 1) });
    client.middlewareStack.use(plugin);
    const { $metadata } = await client.send(new ListKeysCommand({}));
    expect(attempts).toEqual([1, 2, 3]);
    expect($metadata.attempts).toBe(3);
    expect($metadata.totalRetryDelay).toBe(2);
  });

  it('gives up where the retry strategy does', async () => {
    let calls = 0;
    const plugin = pluginWith({
      before() {
        calls++;
        throw new KmsFault('ThrottlingException', 'Rate exceeded');
      },
    });
    const client = new KMSClient({ retryStrategy: new ConfiguredRetryStrategy(2, () => 1) });
    client.middlewareStack.use(plugin);
    const error = await errorOf(client.send(new ListKeysCommand({})));
    expect(error).toBeInstanceOf(KMSServiceException);
    expect(error).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded', $metadata: { attempts: 2 } });
    expect(calls).toBe(2);
  });
});
