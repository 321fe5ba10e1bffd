import {
  DependencyTimeoutException,
  DisabledException,
  KMSClient,
  KMSInternalException,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import { localKms, noPauseRetry } from '../../src/index.js';

function sender(maxAttempts?: number) {
  const kms = localKms();
  const client = kms.attach(new KMSClient({ retryStrategy: noPauseRetry(maxAttempts) }));
  return { kms, send: () => client.send(new ListKeysCommand({})) };
}

afterEach(() => jest.useRealTimers());

it('sends again at once what the SDK sends again', async () => {
  const { kms, send } = sender(3);
  kms.faults.add({ operation: 'ListKeys', error: 'ThrottlingException', times: 2 });
  const { $metadata } = await send();
  expect([$metadata.attempts, $metadata.totalRetryDelay]).toEqual([3, 0]);
  expect(kms.calls().map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
});

it.each([
  'ThrottlingException',
  'LimitExceededException',
  'KMSInternalException',
  'DependencyTimeoutException',
  'KeyUnavailableException',
  'ECONNRESET',
  'TimeoutError',
])('sends again after %s', async (error) => {
  const { kms, send } = sender(2);
  kms.faults.add({ error, times: 1 });
  expect((await send()).$metadata.attempts).toBe(2);
});

it.each(['NotFoundException', 'DisabledException', 'KMSInvalidStateException'])('does not after %s', async (error) => {
  const { kms, send } = sender(2);
  kms.faults.add({ error, times: 1 });
  await expect(send()).rejects.toMatchObject({ name: error, $metadata: { attempts: 1 } });
});

it('gives the error of the last attempt where attempts run out', async () => {
  const { kms, send } = sender(2);
  kms.faults.add({ error: 'KMSInternalException', times: 1 });
  kms.faults.add({ error: 'DependencyTimeoutException', nth: 2 });
  const refused = await send().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DependencyTimeoutException);
  expect(refused).not.toBeInstanceOf(KMSInternalException);
  expect(refused).toMatchObject({ $metadata: { attempts: 2 } });
});

it.each([
  ['AccessDeniedException', 3, 1],
  ['ThrottlingException', 1, 1],
  ['ThrottlingException', undefined, 3],
  ['ThrottlingException', 7, 7],
])('meets %s with noPauseRetry(%p): %i attempts', async (error, maxAttempts, attempts) => {
  const { kms, send } = sender(maxAttempts);
  kms.faults.add({ error });
  await expect(send()).rejects.toMatchObject({ name: error, $metadata: { attempts } });
  expect(kms.calls()).toHaveLength(attempts);
});

it('waits for no timer, so it goes on under fake ones', async () => {
  jest.useFakeTimers();
  const { kms, send } = sender(3);
  kms.faults.add({ operation: 'ListKeys', error: DisabledException, nth: 3 });
  kms.faults.add({ operation: 'ListKeys', error: 'ThrottlingException', times: 2 });
  await expect(send()).rejects.toBeInstanceOf(DisabledException);
});

it('keeps no count from one send to the next', async () => {
  const { kms, send } = sender(2);
  kms.faults.add({ error: 'ThrottlingException', probability: 1, times: 2 });
  await expect(send()).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect((await send()).$metadata.attempts).toBe(1);
});

it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '3', null])('refuses %p', (maxAttempts) => {
  expect(() => noPauseRetry(maxAttempts as number)).toThrow(
    new TypeError(
      `[localkms] maxAttempts: expected a whole number from 1; got ${typeof maxAttempts === 'string' ? '"3"' : maxAttempts}`,
    ),
  );
});
