import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { type LocalKmsOptions, localKms } from '../../src/index.js';

/** A client whose ListKeys looks like an operation of a newer SDK, and whose requests end before they leave. */
function clientOf(options: LocalKmsOptions): KMSClient {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const client = new KMSClient({
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
    requestHandler: { handle: () => Promise.reject(new Error('passed to AWS')) },
  });
  client.middlewareStack.use(localKms(options));
  client.middlewareStack.add(
    (next, context) => {
      (context as { commandName: string }).commandName = 'ForgeKeyCommand';
      return next;
    },
    { step: 'deserialize', priority: 'low' },
  );
  return client;
}

const UNKNOWN = '[localkms] localkms 0.1.0 does not know the operation ForgeKey';
const REFUSED = `${UNKNOWN}. A newer version may; until then options.onUnhandled: 'passthrough' lets the command pass to AWS.`;

describe('a command that localkms does not know', () => {
  it.each<[string, LocalKmsOptions, string]>([
    ['is refused', {}, REFUSED],
    ['is refused when strict', { strict: true }, REFUSED],
    ['passes when not strict', { strict: false }, 'passed to AWS'],
    ['passes when told to', { onUnhandled: 'passthrough' }, 'passed to AWS'],
    ['is refused when onUnhandled says so, strict or not', { strict: false, onUnhandled: 'error' }, REFUSED],
  ])('%s', async (_what, options, message) => {
    await expect(clientOf(options).send(new ListKeysCommand({}))).rejects.toThrow(message);
  });

  it('passes with a warning', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    await expect(clientOf({ onUnhandled: 'warn' }).send(new ListKeysCommand({}))).rejects.toThrow('passed to AWS');
    expect(warn.mock.calls).toEqual([[`${UNKNOWN}: it passes to AWS.`]]);
    warn.mockRestore();
  });

  it('cannot be met in another way', () => {
    expect(() => localKms({ onUnhandled: 'ignore' as never })).toThrow(
      new TypeError('[localkms] options.onUnhandled: "ignore" is not one of error, warn, passthrough'),
    );
  });
});
