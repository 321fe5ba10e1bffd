const { DisableKeyCommand, DisabledException, InvalidCiphertextException, KMSClient } = require('@aws-sdk/client-kms');
const { kms } = require('localkms/auto');
const { open, seal } = require('./src/vault');

const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';

describe('the vault', () => {
  it('opens what it sealed', async () => {
    const sealed = await seal('acme', '4111 1111 1111 1111');
    expect(sealed).not.toContain('4111');
    expect(await open('acme', sealed)).toBe('4111 1111 1111 1111');
    expect(kms).toHaveEncryptedUnder(KeyId, { tenant: 'acme' });
    expect(kms).toHaveDecryptedUnder(KeyId);
  });

  it('opens nothing for another tenant', async () => {
    const sealed = await seal('acme', '4111 1111 1111 1111');
    await expect(open('other', sealed)).rejects.toBeInstanceOf(InvalidCiphertextException);
  });

  it('seals nothing under a disabled key', async () => {
    await new KMSClient({ region: 'eu-west-1' }).send(new DisableKeyCommand({ KeyId }));
    await expect(seal('acme', '4111 1111 1111 1111')).rejects.toBeInstanceOf(DisabledException);
  });

  it('starts each test with its keys as they were', async () => {
    expect(kms).not.toHaveReceivedAnyKmsCommand();
    expect(kms.key('alias/cards').KeyState).toBe('Enabled');
  });
});
