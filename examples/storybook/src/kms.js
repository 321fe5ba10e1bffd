// What an application does, in words of its own. It knows nothing of localkms.
import { DecryptCommand, EncryptCommand, KMSClient, SignCommand, VerifyCommand } from '@aws-sdk/client-kms';

const client = new KMSClient({ region: 'eu-west-1' });
const signing = { KeyId: 'alias/invoices', SigningAlgorithm: 'ECDSA_SHA_256' };

export async function encrypt(text, tenant) {
  const Plaintext = new TextEncoder().encode(text);
  const request = { KeyId: 'alias/cards', Plaintext, EncryptionContext: { tenant } };
  const { CiphertextBlob } = await client.send(new EncryptCommand(request));
  return CiphertextBlob;
}

export async function decrypt(CiphertextBlob, tenant) {
  const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { tenant } }));
  return new TextDecoder().decode(Plaintext);
}

export async function sign(text) {
  const Message = new TextEncoder().encode(text);
  const { Signature } = await client.send(new SignCommand({ ...signing, Message }));
  return Signature;
}

/** Whether it is the signature of that text. */
export async function verify(text, Signature) {
  const Message = new TextEncoder().encode(text);
  try {
    await client.send(new VerifyCommand({ ...signing, Message, Signature }));
    return true;
  } catch (error) {
    if (error.name === 'KMSInvalidSignatureException') return false;
    throw error;
  }
}
