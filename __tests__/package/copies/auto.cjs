// Both copies of the SDK, also that of a library which is loaded after localkms/auto.
const { deepEqual, notEqual } = require('node:assert/strict');
const { kms } = require('localkms/auto');
const { CreateKeyCommand, KMSClient } = require('@aws-sdk/client-kms');
const library = require('library');

async function main() {
  notEqual(library.KMSClient, KMSClient);
  const { KeyMetadata } = await new KMSClient({}).send(new CreateKeyCommand({}));
  const ids = [KeyMetadata.KeyId, await library.newKeyId()];
  deepEqual(
    kms.keys().map(({ KeyId }) => KeyId),
    ids,
  );
}

main();
