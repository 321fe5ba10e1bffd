// Run with `bun test --preload localkms/auto`.
import { beforeEach, expect, test } from 'bun:test';
import * as sdk from '@aws-sdk/client-kms';
import * as library from 'library';
import { kms } from 'localkms/auto';

beforeEach(() => kms.reset());

test('answers both copies of the SDK', async () => {
  expect(library.KMSClient).not.toBe(sdk.KMSClient);
  const KeyId = await library.newKeyId();
  const { Keys } = await new sdk.KMSClient({}).send(new sdk.ListKeysCommand({}));
  expect(Keys.map((key) => key.KeyId)).toEqual([KeyId]);
  expect(kms.key(KeyId).KeyState).toBe('Enabled');
});
