// Run with `--setupFilesAfterEnv localkms/auto`.
const sdk = require('@aws-sdk/client-kms');
const library = require('library');
const { kms } = require('localkms/auto');

const newKeyId = async ({ KMSClient, CreateKeyCommand }) =>
  (await new KMSClient({}).send(new CreateKeyCommand({}))).KeyMetadata.KeyId;
const keyIds = () => kms.keys().map(({ KeyId }) => KeyId);

beforeEach(() => kms.reset());

it('answers both copies of the SDK', async () => {
  expect(library.KMSClient).not.toBe(sdk.KMSClient);
  const ids = [await newKeyId(sdk), await library.newKeyId()];
  expect(keyIds()).toEqual(ids);
});

it('answers both after jest.resetModules', async () => {
  jest.resetModules();
  const again = require('library');
  expect(again.KMSClient).not.toBe(library.KMSClient);
  const ids = [await again.newKeyId(), await newKeyId(require('@aws-sdk/client-kms'))];
  expect(keyIds()).toEqual(ids);
});

it('answers new copies in jest.isolateModules', async () => {
  let isolated;
  jest.isolateModules(() => {
    isolated = { sdk: require('@aws-sdk/client-kms'), library: require('library') };
  });
  expect(isolated.sdk.KMSClient).not.toBe(sdk.KMSClient);
  expect(isolated.library.KMSClient).not.toBe(library.KMSClient);
  const ids = [await newKeyId(isolated.sdk), await isolated.library.newKeyId()];
  expect(keyIds()).toEqual(ids);
});

it('answers the actual SDK behind a mock of it', async () => {
  jest.resetModules();
  jest.doMock('@aws-sdk/client-kms', () => ({ ...jest.requireActual('@aws-sdk/client-kms'), mocked: true }));
  const mock = require('@aws-sdk/client-kms');
  expect(mock.mocked).toBe(true);
  const id = await newKeyId(mock);
  expect(keyIds()).toEqual([id]);
});
