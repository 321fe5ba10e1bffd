// As most projects with ts-jest are set up: CommonJS, and so TypeScript's oldest resolution.
import { CreateKeyCommand, DescribeKeyCommand, KMSClient, NotFoundException } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { kms } from 'localkms/auto';
import { resetBetweenTests } from 'localkms/jest';
import { jwks } from 'localkms/jose';
import { readSeeds } from 'localkms/seeds';

resetBetweenTests(kms);

it('answers a client that knows nothing of it', async () => {
  await new KMSClient({}).send(new CreateKeyCommand({}));
  expect(kms).toHaveReceivedKmsCommandOnce(CreateKeyCommand);
  expect((await jwks(kms)).keys).toEqual([]);
});

it('answers a client of its own', async () => {
  const client = localKms().attach(new KMSClient({}));
  const described = client.send(new DescribeKeyCommand({ KeyId: 'alias/missing' }));
  await expect(described).rejects.toBeInstanceOf(NotFoundException);
  expect(typeof readSeeds).toBe('function');
});
