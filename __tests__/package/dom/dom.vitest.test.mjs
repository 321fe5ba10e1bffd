// Run in an environment with a document, as tests of React components are.
import { DecryptCommand, EncryptCommand, KMSClient, NotFoundException, SignCommand } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { resetBetweenTests } from 'localkms/vitest';
import { expect, it } from 'vitest';

const keys = [{ Alias: 'alias/cards' }, { Alias: 'alias/invoices', KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }];
const kms = resetBetweenTests(localKms({ keys }));
const client = kms.attach(new KMSClient({}));

it('shows in the document what it opened', async () => {
  const Plaintext = new TextEncoder().encode('4111 1111 1111 1111');
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: 'alias/cards', Plaintext }));
  const opened = await client.send(new DecryptCommand({ CiphertextBlob }));
  document.body.textContent = new TextDecoder().decode(opened.Plaintext);
  expect(document.body.innerHTML).toBe('4111 1111 1111 1111');
  expect(kms).toHaveReceivedKmsCommandOnce(EncryptCommand);
});

it("signs, and throws the SDK's own exceptions", async () => {
  const signed = { KeyId: 'alias/invoices', Message: new Uint8Array([1]), SigningAlgorithm: 'ECDSA_SHA_256' };
  expect((await client.send(new SignCommand(signed))).SigningAlgorithm).toBe('ECDSA_SHA_256');
  const missing = client.send(new SignCommand({ ...signed, KeyId: 'alias/missing' }));
  await expect(missing).rejects.toBeInstanceOf(NotFoundException);
});
