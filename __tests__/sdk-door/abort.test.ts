import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { installLocalKms, localKms } from '../../src/index.js';
import { KmsFault } from '../../src/model/fault.js';
import { abortable } from '../../src/runtime/abortable.js';
import { listenable } from '../../src/sdk-door/abort.js';
import { clientOf, errorOf, pluginWith } from './support.js';

/** Sends a call that takes a minute, and aborts it when the engine has it. */
async function abortedCall(reason?: unknown) {
  const aborting = new AbortController();
  const client = new KMSClient({});
  client.middlewareStack.use(
    pluginWith({
      before() {
        setImmediate(() => aborting.abort(reason));
        return wait(60_000, undefined, { ref: false });
      },
    }),
  );
  return errorOf(client.send(new ListKeysCommand({}), { abortSignal: aborting.signal }));
}

describe('abortSignal', () => {
  it('refuses a call that is aborted before it is sent', async () => {
    const client = new KMSClient({});
    client.middlewareStack.use(localKms());
    const error = await errorOf(client.send(new ListKeysCommand({}), { abortSignal: AbortSignal.abort() }));
    expect(error).toMatchObject({ name: 'AbortError', message: 'Request aborted' });
  });

  it.each([[undefined], ['enough'], [new Error('changed my mind')]])(
    'ends a call that is under way, as the SDK does: reason %s',
    async (reason) => {
      expect(await abortedCall(reason)).toMatchObject({ name: 'AbortError', message: 'Request aborted' });
    },
  );

  it('ends the wait between two attempts', async () => {
    const client = new KMSClient({ retryStrategy: new ConfiguredRetryStrategy(3, () => 500) });
    client.middlewareStack.use(
      pluginWith({
        before() {
          throw new KmsFault('KMSInternalException', undefined, 500);
        },
      }),
    );
    const aborting = new AbortController();
    const call = errorOf(client.send(new ListKeysCommand({}), { abortSignal: aborting.signal }));
    await wait(10);
    aborting.abort();
    expect((await call).name).toBe('AbortError');
  });

  it.each([
    ['answered at once', {}],
    ['delayed', { delay: 1 }],
    ['refused', { error: 'NotFoundException' }],
    ['delayed and refused', { delay: 1, error: 'NotFoundException' }],
    ['retried after a delay', { delay: 1, error: 'KMSInternalException', times: 2 }],
  ])('has no listener left of a call that was %s', async (_what, fault) => {
    const kms = localKms();
    if (Object.keys(fault).length > 0) kms.faults.add({ operation: 'ListKeys', ...fault });
    const client = clientOf(kms, { retryStrategy: new ConfiguredRetryStrategy(3, () => 0) });
    const { signal } = new AbortController();
    const add = jest.spyOn(signal, 'addEventListener');
    await client.send(new ListKeysCommand({}), { abortSignal: signal }).catch(() => {});
    expect(add).toHaveBeenCalled();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it.each([
    ['while the call is under way', false],
    ['before', true],
  ])('may tell by onabort alone, as that of @smithy/abort-controller: aborted %s', async (_when, early) => {
    const kms = localKms();
    kms.faults.add({ operation: 'ListKeys', hang: true });
    const signal = { aborted: false, onabort: null as (() => void) | null };
    const abort = () => {
      signal.aborted = true;
      signal.onabort?.();
    };
    if (early) abort();
    const sends = [1, 2].map(() =>
      errorOf(clientOf(kms).send(new ListKeysCommand({}), { abortSignal: signal as never })),
    );
    await new Promise(setImmediate);
    if (!early) abort();
    for (const error of await Promise.all(sends)) {
      expect(error).toMatchObject({ name: 'AbortError', message: 'Request aborted' });
      expect(error.cause).toBeUndefined();
    }
  });

  it('that has only onabort does not hinder a call', async () => {
    const signal = { aborted: false, onabort: null };
    expect((await clientOf().send(new ListKeysCommand({}), { abortSignal: signal as never })).Keys).toEqual([]);
  });

  it('does not touch a call that is over', async () => {
    const aborting = new AbortController();
    const client = new KMSClient({});
    client.middlewareStack.use(localKms());
    const { Keys } = await client.send(new ListKeysCommand({}), { abortSignal: aborting.signal });
    aborting.abort();
    expect(Keys).toEqual([]);
  });

  it('works through installLocalKms where the SDK does not tell middlewares of it', async () => {
    class OlderClient extends KMSClient {}
    const uninstall = installLocalKms(OlderClient, localKms());
    const client = new OlderClient({});
    const forget = { step: 'deserialize', priority: 'low' } as const;
    client.middlewareStack.add((next, context) => {
      delete context.__smithy_context?.abortSignal;
      return next;
    }, forget);
    const error = await errorOf(client.send(new ListKeysCommand({}), { abortSignal: AbortSignal.abort() }));
    uninstall();
    expect(error.name).toBe('AbortError');
  });
});

describe('listenable', () => {
  it('leaves to others what they set for onabort before, and listens once for all calls', () => {
    const mine = jest.fn();
    const signal = { aborted: false, onabort: mine } as unknown as AbortSignal;
    const standIn = listenable(signal);
    const { onabort } = signal;
    expect(listenable(signal)).toBe(standIn);
    expect(signal.onabort).toBe(onabort);
    (onabort as () => void)();
    expect(mine).toHaveBeenCalledTimes(1);
    expect(standIn).toMatchObject({ aborted: true, reason: null });
  });

  it('is the signal itself where it can be listened to', () => {
    const { signal } = new AbortController();
    expect(listenable(signal)).toBe(signal);
  });
});

describe('abortable', () => {
  const never = new Promise<never>(() => {});
  const told = jest.fn();

  it.each([
    ['nothing', undefined, 'Request aborted'],
    ['a text', 'enough', 'enough'],
    ['an error, which becomes the cause', new Error('changed my mind'), 'Request aborted'],
  ])('rejects as the request handlers of the SDK do: the reason is %s', async (_, reason, message) => {
    const aborting = new AbortController();
    const call = errorOf(abortable(aborting.signal, never, told));
    aborting.abort(reason);
    const error = await call;
    expect(error).toMatchObject({ name: 'AbortError', message });
    expect(told).toHaveBeenLastCalledWith(error);
    if (reason instanceof Error) expect(error.cause).toBe(reason);
  });

  it('lets go of the signal when the call is over', async () => {
    const aborting = new AbortController();
    const remove = jest.spyOn(aborting.signal, 'removeEventListener');
    expect(await abortable(aborting.signal, Promise.resolve('answer'), told)).toBe('answer');
    await errorOf(abortable(aborting.signal, Promise.reject(new Error('refused')), told));
    expect(remove).toHaveBeenCalledTimes(2);
  });
});
