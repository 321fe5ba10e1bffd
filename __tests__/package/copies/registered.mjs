// A program that knows nothing of the package, started with `localkms/register`.
import { notEqual } from 'node:assert/strict';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import * as library from 'library';

notEqual(library.KMSClient, KMSClient);
const KeyId = await library.newKeyId();
const { Keys } = await new KMSClient({}).send(new ListKeysCommand({}));
if (Keys.length !== 1 || Keys[0].KeyId !== KeyId) throw new Error('the two copies of the SDK have not the same world');
