import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import { invalidCiphertext } from '../model/faults/ciphertext.js';
import { type CryptoBackend, CryptoError } from '../ports/crypto-backend.js';
import type { RandomSource } from '../ports/random.js';
import { currentMaterial } from '../state/key-materials.js';
import { type KeyRecord, keyMaterialsId } from '../state/records/key.js';
import type { KeyMaterialEntry, KeyMaterialsRecord } from '../state/records/key-materials.js';
import { materialOf, openBlob, parseBlob, sealBlob } from './ciphertext-blob.js';
import type { EncryptionContext } from './encryption-context.js';

/** What encryption needs of the world. */
export interface EncryptionPorts {
  readonly crypto: CryptoBackend;
  readonly random: RandomSource;
}

export interface Encrypted {
  readonly CiphertextBlob: Uint8Array;
  readonly entry: KeyMaterialEntry;
}

/** Under the current material of a symmetric encryption key. */
export async function encryptSymmetric(
  { crypto, random }: EncryptionPorts,
  key: KeyRecord,
  materials: KeyMaterialsRecord,
  encryptionContext: EncryptionContext | undefined,
  plaintext: Uint8Array,
): Promise<Encrypted> {
  const entry = currentMaterial(materials);
  const CiphertextBlob = await sealBlob(crypto, {
    keyMaterialsId: keyMaterialsId(key),
    entry,
    encryptionContext,
    plaintext,
    random: (length) => random.bytes(length, 'nonce'),
  });
  return { CiphertextBlob, entry };
}

export interface Decrypted {
  readonly Plaintext: Uint8Array;
  readonly entry: KeyMaterialEntry;
}

/** Under whichever of the key's materials sealed it; InvalidCiphertextException where none opens it. */
export async function decryptSymmetric(
  { crypto }: EncryptionPorts,
  materials: KeyMaterialsRecord,
  encryptionContext: EncryptionContext | undefined,
  ciphertext: Uint8Array,
): Promise<Decrypted> {
  const blob = parseBlob(ciphertext);
  const entry = blob && materialOf(blob, materials.entries);
  const Plaintext = blob && entry && (await openBlob(crypto, blob, entry, encryptionContext));
  if (entry === undefined || Plaintext === undefined) throw invalidCiphertext();
  return { Plaintext, entry };
}

export async function encryptAsymmetric(
  { crypto }: EncryptionPorts,
  materials: KeyMaterialsRecord,
  algorithm: EncryptionAlgorithmSpec,
  plaintext: Uint8Array,
): Promise<Encrypted> {
  const entry = currentMaterial(materials);
  return { CiphertextBlob: await crypto.encrypt(entry.material, algorithm, plaintext), entry };
}

export async function decryptAsymmetric(
  { crypto }: EncryptionPorts,
  materials: KeyMaterialsRecord,
  algorithm: EncryptionAlgorithmSpec,
  ciphertext: Uint8Array,
): Promise<Decrypted> {
  const entry = currentMaterial(materials);
  try {
    return { Plaintext: await crypto.decrypt(entry.material, algorithm, ciphertext), entry };
  } catch (error) {
    if (error instanceof CryptoError) throw invalidCiphertext();
    throw error;
  }
}
