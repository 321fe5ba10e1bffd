// What every consumer does with the package, in whatever way it was loaded.
module.exports = async function mainJob({ sdk, localKms, equal, ok }) {
  const client = new sdk.KMSClient({});
  const kms = localKms();
  client.middlewareStack.use(kms);

  const { KeyMetadata } = await client.send(new sdk.CreateKeyCommand({}));
  const { KeyId, Arn } = KeyMetadata;
  equal(Arn, `arn:aws:kms:us-east-1:000000000000:key/${KeyId}`);

  const elsewhere = new sdk.KMSClient({ region: 'eu-west-1' });
  elsewhere.middlewareStack.use(localKms());
  const { KeyMetadata: irish } = await elsewhere.send(new sdk.CreateKeyCommand({}));
  equal(irish.Arn, `arn:aws:kms:eu-west-1:000000000000:key/${irish.KeyId}`);

  const EncryptionContext = { tenant: 'acme' };
  const Plaintext = new Uint8Array([1, 2, 3]);
  const { CiphertextBlob } = await client.send(new sdk.EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
  const opened = await client.send(new sdk.DecryptCommand({ CiphertextBlob, EncryptionContext }));
  equal([...opened.Plaintext].join(), '1,2,3');
  equal(opened.KeyId, Arn);

  await refused(new sdk.DecryptCommand({ CiphertextBlob }), sdk.InvalidCiphertextException);
  await refused(new sdk.DescribeKeyCommand({ KeyId: 'alias/missing' }), sdk.NotFoundException);
  equal(
    kms
      .calls()
      .map(({ operation }) => operation)
      .join(),
    'CreateKey,Encrypt,Decrypt,Decrypt,DescribeKey',
  );

  async function refused(command, exception) {
    let error;
    try {
      await client.send(command);
    } catch (thrown) {
      error = thrown;
    }
    ok(error instanceof exception, `expected ${exception.name}, got ${error}`);
    equal(error.name, exception.name);
    equal(error.$metadata.attempts, 1);
  }
};
