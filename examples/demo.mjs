// AWS KMS in this process: no endpoint, no credentials, no Region, no network. Run with `npm run demo`.
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  InvalidCiphertextException,
  KMSClient,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { localKms } from 'localkms';

const client = new KMSClient({});
const kms = localKms();
client.middlewareStack.use(kms);

/** The exception that a call must end with. */
async function refusalOf(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('The call was not refused');
}

function say(what, result) {
  console.log(`${what.padEnd(34)}${result}`);
}

const { KeyMetadata } = await client.send(new CreateKeyCommand({ Description: 'orders' }));
say('CreateKey', KeyMetadata.Arn);

const KeyId = 'alias/orders';
await client.send(new CreateAliasCommand({ AliasName: KeyId, TargetKeyId: KeyMetadata.KeyId }));
say('CreateAlias', KeyId);

const EncryptionContext = { tenant: 'acme' };
const Plaintext = new TextEncoder().encode('4111 1111 1111 1111');
const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
say('Encrypt, for tenant acme', `${Buffer.from(CiphertextBlob).toString('base64').slice(0, 32)}…`);

const decrypted = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
say('Decrypt, for tenant acme', new TextDecoder().decode(decrypted.Plaintext));

const otherTenant = new DecryptCommand({ CiphertextBlob, EncryptionContext: { tenant: 'other' } });
const invalid = await refusalOf(client.send(otherTenant));
say('Decrypt, for another tenant', `${invalid.name} (${invalid instanceof InvalidCiphertextException})`);

const missing = await refusalOf(client.send(new EncryptCommand({ KeyId: 'alias/missing', Plaintext })));
say('Encrypt under a missing alias', `${missing.name} (${missing instanceof NotFoundException})`);
say('', missing.message);

const dataKey = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
say('GenerateDataKey', `${dataKey.Plaintext.length} bytes, and ${dataKey.CiphertextBlob.length} bytes to store`);

console.log('\nWhat was called:');
for (const { operation, error } of kms.calls()) console.log(`  ${operation}${error ? `: ${error.name}` : ''}`);
