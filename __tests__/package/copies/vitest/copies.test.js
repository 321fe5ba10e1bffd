// Run with `setupFiles: localkms/auto`.
import * as sdk from '@aws-sdk/client-kms';
import * as library from 'library';
import { kms } from 'localkms/auto';
import { beforeEach, expect, test, vi } from 'vitest';

const newKeyId = async ({ KMSClient, CreateKeyCommand }) =>
  (await new KMSClient({}).send(new CreateKeyCommand({}))).KeyMetadata.KeyId;
const keyIds = () => kms.keys().map(({ KeyId }) => KeyId);

beforeEach(() => kms.reset());

test('answers both copies of the SDK', async () => {
  expect(library.KMSClient).not.toBe(sdk.KMSClient);
  const ids = [await newKeyId(sdk), await library.newKeyId()];
  expect(keyIds()).toEqual(ids);
});

test('answers both after vi.resetModules', async () => {
  vi.resetModules();
  const again = { sdk: await import('@aws-sdk/client-kms'), library: await import('library') };
  const ids = [await newKeyId(again.sdk), await again.library.newKeyId()];
  expect(keyIds()).toEqual(ids);
});
