// What a page does; the check reads globalThis.told.
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  KMSClient,
  NotFoundException,
  SignCommand,
  VerifyCommand,
} from '@aws-sdk/client-kms';
import { localKms } from 'localkms';

async function mainJob() {
  const client = new KMSClient({});
  client.middlewareStack.use(localKms());
  const { KeyId } = (await client.send(new CreateKeyCommand({}))).KeyMetadata;
  const EncryptionContext = { tenant: 'acme' };
  const Plaintext = new TextEncoder().encode('from a page');
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
  const opened = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  const refused = await client.send(new DecryptCommand({ CiphertextBlob })).catch((error) => error);
  const missing = await client
    .send(new EncryptCommand({ KeyId: 'alias/missing', Plaintext }))
    .catch((error) => error instanceof NotFoundException);
  return { opened: new TextDecoder().decode(opened.Plaintext), refused: refused.name, missing };
}

/** A key spec whose algorithm is loaded when it is first used: from another file of the bundle. */
async function lazyJob() {
  const client = new KMSClient({});
  client.middlewareStack.use(localKms());
  const create = new CreateKeyCommand({ KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' });
  const { KeyId } = (await client.send(create)).KeyMetadata;
  const request = { KeyId, Message: new Uint8Array([1]), SigningAlgorithm: 'ML_DSA_SHAKE_256' };
  const { Signature } = await client.send(new SignCommand(request));
  const { SignatureValid } = await client.send(new VerifyCommand({ ...request, Signature }));
  return { signatureValid: SignatureValid };
}

globalThis.told = Promise.all([mainJob(), lazyJob()]).then((parts) => Object.assign({}, ...parts));
