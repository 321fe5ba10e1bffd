// Run with `--injectGlobals false`: the runner's functions are imported, so the matchers are added by hand.
const { beforeEach, expect, it } = require('@jest/globals');
const { KMSClient, ListKeysCommand } = require('@aws-sdk/client-kms');
const { localKms } = require('localkms');
const { kmsMatchers, resetBetweenTests } = require('localkms/jest');

expect.extend(kmsMatchers);
const kms = localKms();
beforeEach(() => kms.reset());

it('adds the matchers to the expect of @jest/globals', async () => {
  const client = new KMSClient({});
  client.middlewareStack.use(kms);
  await client.send(new ListKeysCommand({}));
  expect(kms).toHaveReceivedKmsCommandOnce('ListKeys');
});

it('says what to do where there is no beforeEach', () => {
  expect(() => resetBetweenTests(kms)).toThrow('[localkms] there is no beforeEach here');
});
