// Run with `node --experimental-vm-modules` and `--setupFilesAfterEnv localkms/auto`.
import * as sdk from '@aws-sdk/client-kms';
import { beforeEach, expect, it, jest } from '@jest/globals';
import * as library from 'library';
import { kms } from 'localkms/auto';

const newKeyId = async ({ KMSClient, CreateKeyCommand }) =>
  (await new KMSClient({}).send(new CreateKeyCommand({}))).KeyMetadata.KeyId;
const keyIds = () => kms.keys().map(({ KeyId }) => KeyId);

beforeEach(() => kms.reset());

it('answers both copies of the SDK', async () => {
  expect(library.KMSClient).not.toBe(sdk.KMSClient);
  const ids = [await newKeyId(sdk), await library.newKeyId()];
  expect(keyIds()).toEqual(ids);
});

it('answers both after jest.resetModules', async () => {
  jest.resetModules();
  const again = { sdk: await import('@aws-sdk/client-kms'), library: await import('library') };
  expect(again.sdk.KMSClient).not.toBe(sdk.KMSClient);
  const ids = [await newKeyId(again.sdk), await again.library.newKeyId()];
  expect(keyIds()).toEqual(ids);
});
