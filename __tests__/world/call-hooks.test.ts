import type { CallHooks, CallInfo, CallOutcome } from '../../src/contract/hooks.js';
import { KmsFault } from '../../src/model/fault.js';
import { watchers } from '../../src/world/call-hooks.js';
import { refusal, testKms } from '../support/engine.js';

/** A world that a test watches, and every name of a hook that was told. */
function watchedKms() {
  const hooks: CallHooks = {};
  const kms = testKms({ world: { hooks } });
  const watch = watchers((joined) => {
    for (const name of Object.keys(hooks)) delete hooks[name as keyof CallHooks];
    Object.assign(hooks, joined);
  });
  return { kms, watch, hooks };
}

describe('watchers', () => {
  it('see each call in the order in which they came, until they go', async () => {
    const { kms, watch } = watchedKms();
    const seen: string[] = [];
    const watcher = (name: string): CallHooks => ({
      before: () => void seen.push(`${name} before`),
      keysFound: () => void seen.push(`${name} keysFound`),
      after: () => void seen.push(`${name} after`),
    });
    const stopA = watch(watcher('a'));
    watch(watcher('b'));
    await kms.call('ListKeys', {});
    expect(seen).toEqual(['a before', 'b before', 'a keysFound', 'b keysFound', 'a after', 'b after']);

    seen.length = 0;
    stopA();
    stopA();
    await kms.call('ListKeys', {});
    expect(seen).toEqual(['b before', 'b keysFound', 'b after']);
  });

  it('see a call that another one ends, where they came first', async () => {
    const { kms, watch } = watchedKms();
    const [first, last] = [jest.fn(), jest.fn()];
    watch({
      before() {
        throw new KmsFault('KMSInternalException');
      },
    });
    watch({ before: last });
    watch({ before: first }, 'first');
    expect((await refusal(kms.call('ListKeys', {}))).name).toBe('KMSInternalException');
    expect(first).toHaveBeenCalledTimes(1);
    expect(last).not.toHaveBeenCalled();
  });

  it('may be the same twice, and go one by one', async () => {
    const { kms, watch } = watchedKms();
    const before = jest.fn();
    const hooks = { before };
    const stop = watch(hooks);
    watch(hooks);
    await kms.call('ListKeys', {});
    expect(before).toHaveBeenCalledTimes(2);
    stop();
    await kms.call('ListKeys', {});
    expect(before).toHaveBeenCalledTimes(3);
  });

  it('leave no hooks behind: a world that nobody watches pays for none', () => {
    const { watch, hooks } = watchedKms();
    const stop = watch({ before() {}, keysFound() {}, after() {}, aborted() {} });
    expect(Object.keys(hooks)).toEqual(['before', 'keysFound', 'after', 'aborted']);
    stop();
    expect(hooks).toEqual({});
  });

  it('are waited for one after the other', async () => {
    const { kms, watch } = watchedKms();
    const seen: string[] = [];
    watch({
      async before() {
        await Promise.resolve();
        seen.push('first');
      },
    });
    watch({ before: () => void seen.push('second') });
    await kms.call('ListKeys', {});
    expect(seen).toEqual(['first', 'second']);
  });
});

describe('what watchers are told', () => {
  async function told(act: (kms: ReturnType<typeof testKms>) => Promise<unknown>): Promise<[CallInfo, CallOutcome]> {
    const after = jest.fn<void, [CallInfo, CallOutcome]>();
    const kms = testKms({ world: { hooks: { after } } });
    await act(kms);
    return after.mock.lastCall as [CallInfo, CallOutcome];
  }

  it('the keys as records, the input as validated, and the output', async () => {
    const input = { Description: 'd', Unknown: 1 };
    const [, created] = await told((kms) => kms.call('CreateKey', input));
    expect(created.input).toEqual({ Description: 'd' });
    expect(created.keys).toEqual([]);

    const [info, described] = await told(async (kms) => {
      const { KeyMetadata } = await kms.call('CreateKey', {});
      return kms.call('DescribeKey', { KeyId: KeyMetadata.KeyId });
    });
    expect(info.sendId).toBe(info.requestId);
    const { KeyMetadata } = described.output as { KeyMetadata: { Arn: string } };
    expect(described.keys).toMatchObject([{ Arn: KeyMetadata.Arn, region: 'us-east-1', account: '000000000000' }]);
  });

  it('no input where the call was refused before it was validated', async () => {
    const [, refused] = await told((kms) => refusal(kms.call('ListKeys', { Limit: 0 })));
    expect(refused.input).toBeUndefined();
    expect(refused.error).toBeInstanceOf(KmsFault);
  });

  it('the input of a call that was refused afterwards', async () => {
    const [, refused] = await told((kms) => refusal(kms.call('DescribeKey', { KeyId: 'alias/none' })));
    expect(refused.input).toEqual({ KeyId: 'alias/none' });
    expect((refused.error as KmsFault).name).toBe('NotFoundException');
  });
});
