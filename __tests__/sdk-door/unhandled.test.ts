import { constructStack } from '@smithy/middleware-stack';
import { type LocalKmsOptions, localKms } from '../../src/index.js';

/** Sends a command as one of a newer SDK would be sent, up to where it would leave. */
async function forgeKey(options: LocalKmsOptions): Promise<unknown> {
  const stack = constructStack<object, object>();
  stack.use(localKms(options));
  const leave = () => Promise.reject(new Error('passed to AWS'));
  const context = { clientName: 'KMSClient', commandName: 'ForgeKeyCommand' };
  return stack.concat(constructStack()).resolve(leave, context)({ input: {} });
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
    await expect(forgeKey(options)).rejects.toThrow(message);
  });

  it('passes with a warning', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    await expect(forgeKey({ onUnhandled: 'warn' })).rejects.toThrow('passed to AWS');
    expect(warn.mock.calls).toEqual([[`${UNKNOWN}: it passes to AWS.`]]);
    warn.mockRestore();
  });

  it('cannot be met in another way', () => {
    expect(() => localKms({ onUnhandled: 'ignore' as never })).toThrow(
      new TypeError('[localkms] options.onUnhandled: expected one of error, warn, passthrough; got "ignore"'),
    );
  });
});
