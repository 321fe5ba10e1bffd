// A program that knows nothing of the package, started with `node --require localkms/register`.
const { equal } = require('node:assert/strict');
const { KMSClient, ListKeysCommand } = require('@aws-sdk/client-kms');

new KMSClient({}).send(new ListKeysCommand({})).then(({ Keys }) => equal(Keys.length, 0));
