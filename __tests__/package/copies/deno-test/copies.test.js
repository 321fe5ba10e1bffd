// Run with `deno test -A`.
import { deepEqual, equal, notEqual } from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-kms';
import * as library from 'library';
import { kms } from 'localkms/auto';

Deno.test('answers both copies of the SDK', async () => {
  kms.reset();
  notEqual(library.KMSClient, sdk.KMSClient);
  const KeyId = await library.newKeyId();
  const { Keys } = await new sdk.KMSClient({}).send(new sdk.ListKeysCommand({}));
  deepEqual(
    Keys.map((key) => key.KeyId),
    [KeyId],
  );
  equal(kms.key(KeyId).KeyState, 'Enabled');
});
