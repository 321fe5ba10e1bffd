// A program that knows nothing of the package, started with `localkms/register`.
const { deepEqual, notEqual } = require('node:assert/strict');
const { KMSClient, ListKeysCommand } = require('@aws-sdk/client-kms');
const library = require('library');

async function main() {
  notEqual(library.KMSClient, KMSClient);
  const KeyId = await library.newKeyId();
  const { Keys } = await new KMSClient({}).send(new ListKeysCommand({}));
  deepEqual(
    Keys.map((key) => key.KeyId),
    [KeyId],
  );
}

main();
