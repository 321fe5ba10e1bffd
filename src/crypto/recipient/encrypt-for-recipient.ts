import { sha256 } from '../../bytes/hashes.js';
import type { CryptoBackend } from '../../ports/crypto-backend.js';
import type { RandomSource } from '../../ports/random-source.js';
import type { Attestation } from './attestation-document.js';
import { encodeEnvelopedData } from './enveloped-data.js';

const AES_256_KEY_BYTES = 32;
const IV_BYTES = 16;

/** CiphertextForRecipient: the secret under a fresh AES-256 key, and that key under the recipient's RSA key. */
export async function encryptForRecipient(
  { crypto, random }: { readonly crypto: CryptoBackend; readonly random: RandomSource },
  { publicKey }: Attestation,
  secret: Uint8Array,
): Promise<Uint8Array> {
  const key = random.bytes(AES_256_KEY_BYTES, 'recipient key');
  const iv = random.bytes(IV_BYTES, 'recipient iv');
  return encodeEnvelopedData({
    // How AWS derives its 32 bytes is not published, and recipients do not read them.
    subjectKeyIdentifier: sha256(publicKey),
    encryptedKey: await crypto.encryptToPublicKey(publicKey, 'SHA-256', key),
    iv,
    ciphertext: await crypto.encryptCbc(key, iv, secret),
  });
}
