import { constructStack } from '@smithy/middleware-stack';
import { type KmsPlugin, type LocalKmsOptions, localKms } from '../../src/index.js';

/** Sends a command as one of a newer SDK would be sent, up to where it would leave. */
async function forgeKey(options: LocalKmsOptions): Promise<unknown> {
  return sendTo(localKms(options));
}

async function sendTo(kms: KmsPlugin, commandName = 'ForgeKeyCommand'): Promise<unknown> {
  const stack = constructStack<object, object>();
  stack.use(kms);
  const leave = () => Promise.reject(new Error('passed to AWS'));
  const context = { clientName: 'KMSClient', commandName };
  return stack.concat(constructStack()).resolve(leave, context)({ input: {} });
}

const UNKNOWN = '[localkms] localkms 0.1.0 does not know the operation ForgeKey';
const REFUSED = `${UNKNOWN}. A newer version may; until then options.onUnhandled: 'passthrough' lets the command pass to AWS.`;

describe('a command that localkms does not know', () => {
  it.each<[string, LocalKmsOptions, string]>([
    ['is refused', {}, REFUSED],
    ['is refused when told to', { onUnhandled: 'error' }, REFUSED],
    ['passes when told to', { onUnhandled: 'passthrough' }, 'passed to AWS'],
  ])('%s', async (_what, options, message) => {
    await expect(forgeKey(options)).rejects.toThrow(message);
  });

  it('passes with a warning', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    await expect(forgeKey({ onUnhandled: 'warn' })).rejects.toThrow('passed to AWS');
    expect(warn.mock.calls).toEqual([[`${UNKNOWN}: it passes to AWS.`]]);
    warn.mockRestore();
  });

  it('is warned of once for each operation of a world, whoever calls', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const kms = localKms({ onUnhandled: 'warn' });
    const another = kms.as({ accountId: '111122223333' });
    for (const plugin of [kms, another, kms]) await sendTo(plugin).catch(() => {});
    await sendTo(kms, 'MeltKeyCommand').catch(() => {});
    const lines = warn.mock.calls.map(([line]) => line);
    warn.mockRestore();
    expect(lines).toEqual([`${UNKNOWN}: it passes to AWS.`, `${UNKNOWN.replace('Forge', 'Melt')}: it passes to AWS.`]);
  });

  it('cannot be met in another way', () => {
    expect(() => localKms({ onUnhandled: 'ignore' as never })).toThrow(
      new TypeError('[localkms] options.onUnhandled: expected one of error, warn, passthrough; got "ignore"'),
    );
  });
});
