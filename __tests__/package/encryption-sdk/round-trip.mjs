// AWS's own client-side encryption library on top of the package: the strictest user that KMS has.
import { equal, ok, rejects } from 'node:assert/strict';
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import { CreateKeyCommand, KMS, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';

const kms = localKms();
const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const plaintext = Buffer.from('the quick brown fox');
const encryptionContext = { tenant: 'acme' };

const admin = kms.attach(new KMSClient({}));
async function createKey() {
  return (await admin.send(new CreateKeyCommand({}))).KeyMetadata.Arn;
}
const [first, second, stranger] = [await createKey(), await createKey(), await createKey()];

const clientProvider = () => kms.attach(new KMS({ region: 'us-east-1' }));
const keyring = new KmsKeyringNode({ clientProvider, generatorKeyId: first, keyIds: [second] });
const { result: message } = await encrypt(keyring, plaintext, { encryptionContext });

for (const keyId of [first, second]) {
  const opened = await decrypt(new KmsKeyringNode({ clientProvider, keyIds: [keyId] }), message);
  equal(opened.plaintext.toString(), plaintext.toString());
  equal(opened.messageHeader.encryptionContext.tenant, 'acme');
}

const discovery = await decrypt(new KmsKeyringNode({ clientProvider, discovery: true }), message);
equal(discovery.plaintext.toString(), plaintext.toString());

// The wrong key: no data key of the message is sealed under it.
await rejects(
  decrypt(new KmsKeyringNode({ clientProvider, keyIds: [stranger] }), message),
  /unencryptedDataKey has not been set/,
);

// The wrong context: the library binds it into the message, and KMS into the data key.
const changed = Buffer.from(message);
const at = changed.indexOf('acme');
ok(at > 0);
changed.write('evil', at);
kms.clearCalls();
await rejects(decrypt(new KmsKeyringNode({ clientProvider, keyIds: [first] }), changed));
equal(kms.calls()[0].error.name, 'InvalidCiphertextException');

const sealed = kms.calls().filter(({ operation }) => operation === 'Decrypt');
equal(sealed.length > 0, true);
