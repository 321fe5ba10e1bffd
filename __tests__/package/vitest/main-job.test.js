import * as sdk from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { expect, test, vi } from 'vitest';

function client(kms) {
  const made = new sdk.KMSClient({});
  made.middlewareStack.use(kms);
  return made;
}

test('opens what it sealed', async () => {
  const kms = client(localKms());
  const { KeyMetadata } = await kms.send(new sdk.CreateKeyCommand({}));
  const { KeyId } = KeyMetadata;
  const { CiphertextBlob } = await kms.send(new sdk.EncryptCommand({ KeyId, Plaintext: new Uint8Array([1, 2, 3]) }));
  const { Plaintext } = await kms.send(new sdk.DecryptCommand({ CiphertextBlob }));
  expect(Plaintext).toEqual(new Uint8Array([1, 2, 3]));
});

test("throws the SDK's own exceptions", async () => {
  const described = client(localKms()).send(new sdk.DescribeKeyCommand({ KeyId: 'alias/missing' }));
  await expect(described).rejects.toBeInstanceOf(sdk.NotFoundException);
});

test('follows fake timers', async () => {
  vi.useFakeTimers({ now: new Date('2030-01-01T00:00:00Z') });
  const { KeyMetadata } = await client(localKms()).send(new sdk.CreateKeyCommand({}));
  expect(KeyMetadata.CreationDate).toEqual(new Date('2030-01-01T00:00:00Z'));
  vi.useRealTimers();
});
