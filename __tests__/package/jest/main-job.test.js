const sdk = require('@aws-sdk/client-kms');
const { localKms } = require('localkms');

function client(kms) {
  const made = new sdk.KMSClient({});
  made.middlewareStack.use(kms);
  return made;
}

describe('localkms in Jest without a configuration', () => {
  it('opens what it sealed', async () => {
    const kms = client(localKms());
    const { KeyMetadata } = await kms.send(new sdk.CreateKeyCommand({}));
    const { KeyId } = KeyMetadata;
    const { CiphertextBlob } = await kms.send(new sdk.EncryptCommand({ KeyId, Plaintext: new Uint8Array([1, 2, 3]) }));
    const { Plaintext } = await kms.send(new sdk.DecryptCommand({ CiphertextBlob }));
    expect(Plaintext).toBeInstanceOf(Uint8Array);
    expect(Plaintext).toEqual(new Uint8Array([1, 2, 3]));
    expect(KeyMetadata.CreationDate).toBeInstanceOf(Date);
  });

  it("throws the SDK's own exceptions", async () => {
    const described = client(localKms()).send(new sdk.DescribeKeyCommand({ KeyId: 'alias/missing' }));
    await expect(described).rejects.toBeInstanceOf(sdk.NotFoundException);
  });

  it('loads what is rare and an ECMAScript module: post-quantum keys', async () => {
    const kms = client(localKms());
    const create = new sdk.CreateKeyCommand({ KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' });
    const { KeyId } = (await kms.send(create)).KeyMetadata;
    const request = { KeyId, Message: new Uint8Array([1]), SigningAlgorithm: 'ML_DSA_SHAKE_256' };
    const { Signature } = await kms.send(new sdk.SignCommand(request));
    const { SignatureValid } = await kms.send(new sdk.VerifyCommand({ ...request, Signature }));
    expect(SignatureValid).toBe(true);
  });

  it('follows fake timers', async () => {
    jest.useFakeTimers({ now: new Date('2030-01-01T00:00:00Z') });
    const { KeyMetadata } = await client(localKms()).send(new sdk.CreateKeyCommand({}));
    expect(KeyMetadata.CreationDate).toEqual(new Date('2030-01-01T00:00:00Z'));
    jest.useRealTimers();
  });
});
