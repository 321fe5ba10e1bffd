import { GetPublicKeyCommand, SignCommand } from '@aws-sdk/client-kms';

/** Signs invoices under one KMS key. */
export class Invoices {
  #client;
  #KeyId;

  constructor(client, KeyId) {
    this.#client = client;
    this.#KeyId = KeyId;
  }

  async sign(text) {
    const request = { KeyId: this.#KeyId, Message: new TextEncoder().encode(text), SigningAlgorithm: 'ECDSA_SHA_256' };
    const { Signature } = await this.#client.send(new SignCommand(request));
    return Signature;
  }

  /** SubjectPublicKeyInfo in DER, for whoever verifies. */
  async publicKey() {
    const { PublicKey } = await this.#client.send(new GetPublicKeyCommand({ KeyId: this.#KeyId }));
    return PublicKey;
  }
}
