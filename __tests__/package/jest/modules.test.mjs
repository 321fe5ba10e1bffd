// Run with `--experimental-vm-modules`, untransformed.
import { CreateKeyCommand, EncryptCommand, KMSClient, NotFoundException } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { kms as shared } from 'localkms/auto';
import { resetBetweenTests } from 'localkms/jest';

resetBetweenTests(shared);

it('answers a client of its own', async () => {
  const client = new KMSClient({});
  client.middlewareStack.use(localKms());
  const sent = client.send(new EncryptCommand({ KeyId: 'alias/missing', Plaintext: new Uint8Array([1]) }));
  await expect(sent).rejects.toBeInstanceOf(NotFoundException);
});

it('answers a client that knows nothing of it', async () => {
  await new KMSClient({}).send(new CreateKeyCommand({}));
  expect(shared).toHaveReceivedKmsCommandOnce(CreateKeyCommand);
});
