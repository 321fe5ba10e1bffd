import { CreateKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { kms } from 'localkms/auto';
import { resetBetweenTests } from 'localkms/vitest';
import { expect, test, vi } from 'vitest';

resetBetweenTests(kms);

test('answers a client that knows nothing of it', async () => {
  await new KMSClient({}).send(new CreateKeyCommand({}));
  expect(kms).toHaveReceivedKmsCommandOnce(CreateKeyCommand);
});

test('starts each test without keys', async () => {
  expect((await new KMSClient({}).send(new ListKeysCommand({}))).Keys).toEqual([]);
});

test('answers the SDK that is imported after vi.resetModules', async () => {
  vi.resetModules();
  const again = await import('@aws-sdk/client-kms');
  expect((await new again.KMSClient({}).send(new again.ListKeysCommand({}))).Keys).toEqual([]);
});
