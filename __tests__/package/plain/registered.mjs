// A program that knows nothing of the package, started with `node --import localkms/register`.
import { equal } from 'node:assert/strict';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';

const { Keys } = await new KMSClient({}).send(new ListKeysCommand({}));
equal(Keys.length, 0);
