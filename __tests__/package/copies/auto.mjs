// Both copies of the SDK, also that of a library which was loaded before localkms/auto.
import { deepEqual, notEqual } from 'node:assert/strict';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import * as library from 'library';
import { kms } from 'localkms/auto';

notEqual(library.KMSClient, KMSClient);
const ids = [await library.newKeyId(), (await new KMSClient({}).send(new CreateKeyCommand({}))).KeyMetadata.KeyId];
deepEqual(
  kms.keys().map(({ KeyId }) => KeyId),
  ids,
);
