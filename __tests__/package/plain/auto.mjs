// Every client of the process, in one line, made before or after.
import { equal } from 'node:assert/strict';
import { CreateKeyCommand, KMS, KMSClient } from '@aws-sdk/client-kms';
import { kms } from 'localkms/auto';

await new KMSClient({}).send(new CreateKeyCommand({}));
await new KMS({}).listKeys({});
equal(
  kms
    .calls()
    .map(({ operation }) => operation)
    .join(),
  'CreateKey,ListKeys',
);
