import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  KMSClient,
  type KMSClientConfig,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy, StandardRetryStrategy } from '@smithy/util-retry';
import { type LocalKms, localKms } from '../../src/index.js';
import { clientOf, errorOf } from './support.js';

const FAULT = { operation: 'ListKeys', error: 'ThrottlingException' } as const;

/** A strategy whose pauses are short, and what it was asked and told. */
function watched(strategy: StandardRetryStrategy) {
  const told: string[] = [];
  const { acquireInitialRetryToken, refreshRetryTokenForRetry, recordSuccess } = strategy;
  strategy.acquireInitialRetryToken = (scope) => {
    told.push('asked');
    return acquireInitialRetryToken.call(strategy, scope);
  };
  strategy.refreshRetryTokenForRetry = (token, error) => {
    told.push('failed');
    return refreshRetryTokenForRetry.call(strategy, token, error);
  };
  strategy.recordSuccess = (token) => {
    told.push('succeeded');
    recordSuccess.call(strategy, token);
  };
  return { strategy, told };
}

/** The ways to a client: of the first localkms knows no configuration, so that the SDK's retry makes every attempt. */
const WAYS: readonly [string, (kms: LocalKms, config: KMSClientConfig) => KMSClient][] = [
  ['used', (kms, config) => clientOf(kms, config)],
  ['attached', (kms, config) => kms.attach(new KMSClient({ region: 'us-east-1', ...config }))],
];

describe.each(WAYS)('the retry of a client to which localkms is %s', (_way, clientTo) => {
  it('tells of one attempt without delay', async () => {
    const { $metadata } = await clientTo(localKms(), {}).send(new ListKeysCommand({}));
    expect(Object.keys($metadata)).toEqual([
      'httpStatusCode',
      'requestId',
      'extendedRequestId',
      'cfId',
      'attempts',
      'totalRetryDelay',
    ]);
    expect($metadata).toMatchObject({ attempts: 1, totalRetryDelay: 0 });
  });

  it.each([
    ['once', 1, 2],
    ['twice', 2, 3],
  ])('goes on after a fault that comes %s', async (_times, times, attempts) => {
    const kms = localKms();
    kms.faults.add({ ...FAULT, times });
    const retryStrategy = new StandardRetryStrategy({ maxAttempts: 3, baseDelay: 1, backoff: quick() });
    const { $metadata } = await clientTo(kms, { retryStrategy }).send(new ListKeysCommand({}));
    expect($metadata.attempts).toBe(attempts);
    const calls = kms.calls('ListKeys');
    expect(calls.map(({ attempt }) => attempt)).toEqual(Array.from({ length: attempts }, (_, at) => at + 1));
    expect(new Set(calls.map(({ sendId }) => sendId))).toEqual(new Set([calls[0]?.requestId]));
    expect(kms.countSends('ListKeys')).toBe(1);
  });

  it('gives up after the most attempts, with the error of the last', async () => {
    const kms = localKms();
    kms.faults.add(FAULT);
    const retryStrategy = new StandardRetryStrategy({ maxAttempts: 2, baseDelay: 1, backoff: quick() });
    const error = await errorOf(clientTo(kms, { retryStrategy }).send(new ListKeysCommand({})));
    expect(error).toMatchObject({ name: 'ThrottlingException', $metadata: { attempts: 2 } });
    expect(kms.calls('ListKeys')).toHaveLength(2);
  });

  it('fills the bucket of tokens by each success, and empties it by each retry', async () => {
    const kms = localKms();
    const retryStrategy = new StandardRetryStrategy({ maxAttempts: 2, baseDelay: 1, backoff: quick() });
    const client = clientTo(kms, { retryStrategy });
    const full = retryStrategy.getCapacity();
    const remove = kms.faults.add(FAULT);
    await errorOf(client.send(new ListKeysCommand({})));
    remove();
    const left = retryStrategy.getCapacity();
    expect(left).toBeLessThan(full);
    await client.send(new ListKeysCommand({}));
    expect(retryStrategy.getCapacity()).toBe(left + 1);
  });

  it.each<[string, () => StandardRetryStrategy]>([
    ['of the SDK that is watched', () => new StandardRetryStrategy({ maxAttempts: 3, baseDelay: 1, backoff: quick() })],
    ['made from the SDK’s', () => new ConfiguredRetryStrategy(3, () => 1)],
  ])('asks a strategy %s once for each send', async (_kind, make) => {
    const { strategy, told } = watched(make());
    const kms = localKms();
    const client = clientTo(kms, { retryStrategy: strategy });
    await client.send(new ListKeysCommand({}));
    kms.faults.add({ ...FAULT, times: 1 });
    await client.send(new ListKeysCommand({}));
    expect(told).toEqual(['asked', 'succeeded', 'asked', 'failed', 'succeeded']);
  });

  it('asks a strategy of the user’s own once for each send, also one that calls itself standard', async () => {
    const kms = localKms();
    const retryStrategy = new CountingStrategy();
    const client = clientTo(kms, { retryStrategy });
    await client.send(new ListKeysCommand({}));
    kms.faults.add({ ...FAULT, times: 1 });
    const { $metadata } = await client.send(new ListKeysCommand({}));
    expect($metadata.attempts).toBe(2);
    expect(retryStrategy.asked).toBe(2);
  });

  it.each([
    ['before the first call', 0],
    ['after a call', 1],
  ])('is the one that somebody has put in its place %s', async (_when, calls) => {
    const client = clientTo(localKms(), {});
    for (let call = 0; call < calls; call++) await client.send(new ListKeysCommand({}));
    const inputs: object[] = [];
    client.middlewareStack.add(
      (next) => async (args) => {
        inputs.push(args.input);
        return next(args);
      },
      { name: 'retryMiddleware', step: 'finalizeRequest', priority: 'high', override: true },
    );
    await client.send(new ListKeysCommand({ Limit: 7 }));
    expect(inputs).toEqual([{ Limit: 7 }]);
  });

  it('fails as the strategy does where it cannot be made', async () => {
    const client = clientTo(localKms(), { maxAttempts: () => Promise.reject(new Error('no number')) });
    await expect(client.send(new ListKeysCommand({}))).rejects.toThrow('no number');
  });

  it('sends bytes as they are after the statement that sends them, as the SDK does', async () => {
    const kms = localKms();
    const client = clientTo(kms, {});
    const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
    const Plaintext = Uint8Array.of(1);
    const sent = client.send(new EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext }));
    Plaintext[0] = 2;
    const { CiphertextBlob } = await sent;
    expect(kms.calls('Encrypt')[0]?.input.Plaintext).toEqual(Uint8Array.of(2));
    const opened = await client.send(new DecryptCommand({ CiphertextBlob }));
    expect(opened.Plaintext).toEqual(Uint8Array.of(2));
  });
});

/** A strategy that is of no class of the SDK's. */
class CountingStrategy {
  readonly mode = 'standard';
  asked = 0;
  readonly within = new StandardRetryStrategy({ maxAttempts: 3, baseDelay: 1, backoff: quick() });

  acquireInitialRetryToken(scope: string) {
    this.asked++;
    return this.within.acquireInitialRetryToken(scope);
  }

  refreshRetryTokenForRetry(...given: Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>) {
    return this.within.refreshRetryTokenForRetry(...given);
  }

  recordSuccess(...given: Parameters<StandardRetryStrategy['recordSuccess']>) {
    this.within.recordSuccess(...given);
  }
}

/** Pauses of no length. */
function quick() {
  return { computeNextBackoffDelay: () => 0, setDelayBase() {} };
}
