// Run with `--setupFilesAfterEnv localkms/auto`.
const { CreateKeyCommand, KMSClient, ListKeysCommand } = require('@aws-sdk/client-kms');
const { kms } = require('localkms/auto');

describe('localkms/auto as a setup file', () => {
  beforeEach(() => kms.reset());

  it('answers a client that knows nothing of it', async () => {
    await new KMSClient({}).send(new CreateKeyCommand({}));
    expect(kms.calls().map(({ operation }) => operation)).toEqual(['CreateKey']);
  });

  it('starts each test without keys after reset', async () => {
    expect((await new KMSClient({}).send(new ListKeysCommand({}))).Keys).toEqual([]);
  });

  it('answers the copy of the SDK that is loaded after jest.resetModules', async () => {
    await new KMSClient({}).send(new CreateKeyCommand({}));
    jest.resetModules();
    const again = require('@aws-sdk/client-kms');
    expect(again.KMSClient).not.toBe(KMSClient);
    expect((await new again.KMSClient({}).send(new again.ListKeysCommand({}))).Keys).toHaveLength(1);
  });
});
