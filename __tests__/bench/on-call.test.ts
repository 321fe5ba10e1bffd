import { DescribeKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { type LocalKms, localKms, type RecordedCall } from '../../src/index.js';

function clientOf(kms: LocalKms): KMSClient {
  return kms.attach(new KMSClient({ region: 'us-east-1', retryStrategy: new ConfiguredRetryStrategy(2, () => 0) }));
}

describe("on('call')", () => {
  it('tells each attempt when it has ended, until it is stopped', async () => {
    const kms = localKms();
    const client = clientOf(kms);
    const told: RecordedCall[] = [];
    const stop = kms.on('call', (call) => told.push(call));
    kms.faults.add({ operation: 'ListKeys', error: 'KMSInternalException', times: 1 });
    await client.send(new ListKeysCommand({ Limit: 7 }));
    await client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })).catch(() => {});
    const sameTimes = { time: expect.any(Date), duration: expect.any(Number) };
    expect(told).toEqual(kms.calls().map((call) => ({ ...call, ...sameTimes })));
    expect(told.map(({ operation, attempt, error }) => [operation, attempt, error?.name])).toEqual([
      ['ListKeys', 1, 'KMSInternalException'],
      ['ListKeys', 2, undefined],
      ['DescribeKey', 1, 'NotFoundException'],
    ]);

    stop();
    stop();
    await client.send(new ListKeysCommand({}));
    expect(told).toHaveLength(3);
  });

  it('tells an aborted call once', async () => {
    const kms = localKms();
    const told: RecordedCall[] = [];
    kms.on('call', (call) => told.push(call));
    kms.faults.add({ operation: 'ListKeys', hang: true });
    const abort = new AbortController();
    const sent = clientOf(kms).send(new ListKeysCommand({}), { abortSignal: abort.signal });
    await new Promise(setImmediate);
    expect(told).toEqual([]);
    abort.abort();
    await expect(sent).rejects.toThrow('Request aborted');
    expect(told.map(({ error }) => error?.name)).toEqual(['AbortError']);
  });

  it('tells several listeners, also where no calls are remembered, and after a reset', async () => {
    const kms = localKms({ calls: false });
    const [one, other] = [jest.fn(), jest.fn()];
    kms.on('call', one);
    kms.on('call', other);
    kms.reset();
    await clientOf(kms).send(new ListKeysCommand({}));
    expect(one).toHaveBeenCalledTimes(1);
    expect(other).toHaveBeenCalledTimes(1);
  });

  it('gives each listener a copy of its own', async () => {
    const kms = localKms();
    kms.on('call', (call) => {
      (call.output as { Keys: unknown[] }).Keys.push('mine');
    });
    const { Keys } = await clientOf(kms).send(new ListKeysCommand({}));
    expect(Keys).toEqual([]);
    expect(kms.calls()[0]?.output?.Keys).toEqual([]);
  });

  it('does not let a listener that throws change the call, and reports it as an unhandled rejection', async () => {
    const kms = localKms();
    const reject = jest.spyOn(Promise, 'reject').mockReturnValue(Promise.resolve() as Promise<never>);
    const mine = new Error('mine');
    kms.on('call', () => {
      throw mine;
    });
    const other = jest.fn();
    kms.on('call', other);
    const { Keys } = await clientOf(kms).send(new ListKeysCommand({}));
    const rejections = [...reject.mock.calls];
    reject.mockRestore();
    expect(Keys).toEqual([]);
    expect(other).toHaveBeenCalledTimes(1);
    expect(rejections).toContainEqual([mine]);
  });

  it.each<[string, () => unknown, string]>([
    [
      'another event',
      () => localKms().on('calls' as never, () => {}),
      '[localkms] event: expected one of call, event; got "calls"',
    ],
    [
      'a listener that is no function',
      () => localKms().on('call', {} as never),
      '[localkms] listener: expected a function; got an object',
    ],
  ])('refuses %s', (_what, act, message) => {
    expect(act).toThrow(new TypeError(message));
  });
});
