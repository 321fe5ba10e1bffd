import { buildClient, CommitmentPolicy, type KmsKeyringNode } from '@aws-crypto/client-node';

const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

/** Keeps documents encrypted under a keyring. */
export class Archive {
  readonly #keyring: KmsKeyringNode;

  constructor(keyring: KmsKeyringNode) {
    this.#keyring = keyring;
  }

  async put(document: string, owner: string): Promise<Uint8Array> {
    const { result } = await encrypt(this.#keyring, document, { encryptionContext: { owner } });
    return result;
  }

  async get(stored: Uint8Array, owner: string): Promise<string> {
    const { plaintext, messageHeader } = await decrypt(this.#keyring, stored);
    if (messageHeader.encryptionContext.owner !== owner) throw new Error(`Not a document of ${owner}`);
    return plaintext.toString('utf8');
  }
}
