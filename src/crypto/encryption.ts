import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import { invalidCiphertext } from '../model/faults/ciphertext.js';
import { type CryptoBackend, CryptoError } from '../ports/crypto-backend.js';
import type { RandomSource } from '../ports/random.js';
import { currentMaterial } from '../state/key-materials.js';
import { type KeyRecord, keyMaterialsId } from '../state/records/key.js';
import type { KeyMaterialEntry, KeyMaterialsRecord } from '../state/records/key-materials.js';
import { materialOf, openBlob, parseBlob, sealBlob } from './ciphertext-blob.js';
import type { EncryptionContext } from './encryption-context.js';
import type { KeyStorePorts } from './key-store-layer.js';
import { parseStoreBlob } from './store-blob.js';

/** What encryption needs of the world. */
export interface EncryptionPorts extends KeyStorePorts {
  readonly crypto: CryptoBackend;
  readonly random: RandomSource;
}

export interface Encrypted {
  readonly CiphertextBlob: Uint8Array;
  readonly entry: KeyMaterialEntry;
}

/** `<account>/<KeyId>` of the key that symmetric ciphertext names; undefined for bytes that are no such ciphertext. */
export function keyNamedIn(ciphertext: Uint8Array): string | undefined {
  return (parseBlob(ciphertext) ?? parseStoreBlob(ciphertext))?.keyMaterialsId;
}

/** Under the current material of a symmetric encryption key, and in the custom key store that it is in. */
export async function encryptSymmetric(
  ports: EncryptionPorts,
  key: KeyRecord,
  materials: KeyMaterialsRecord,
  encryptionContext: EncryptionContext | undefined,
  plaintext: Uint8Array,
): Promise<Encrypted> {
  const entry = currentMaterial(materials);
  const blob = await sealBlob(ports.crypto, {
    keyMaterialsId: keyMaterialsId(key),
    entry,
    encryptionContext,
    plaintext,
    random: (length) => ports.random.bytes(length, 'nonce'),
  });
  if (key.CustomKeyStoreId === undefined) return { CiphertextBlob: blob, entry };
  const { addStoreLayer } = await keyStoreLayer();
  return { CiphertextBlob: await addStoreLayer(ports, key, encryptionContext, blob), entry };
}

export interface Decrypted {
  readonly Plaintext: Uint8Array;
  readonly entry: KeyMaterialEntry;
}

/** Under whichever of the key's materials sealed it; InvalidCiphertextException where none opens it. */
export async function decryptSymmetric(
  ports: EncryptionPorts,
  key: KeyRecord,
  materials: KeyMaterialsRecord,
  encryptionContext: EncryptionContext | undefined,
  ciphertext: Uint8Array,
): Promise<Decrypted> {
  const layer = key.CustomKeyStoreId === undefined ? undefined : await keyStoreLayer();
  const inner =
    layer === undefined ? ciphertext : await layer.removeStoreLayer(ports, key, encryptionContext, ciphertext);
  const blob = parseBlob(inner);
  const entry = blob && materialOf(blob, materials.entries);
  const Plaintext = blob && entry && (await openBlob(ports.crypto, blob, entry, encryptionContext));
  if (entry === undefined || Plaintext === undefined) {
    throw layer === undefined ? invalidCiphertext() : layer.invalidContent(key);
  }
  return { Plaintext, entry };
}

/** Few keys are in a custom key store: what these need loads with the first. */
function keyStoreLayer() {
  return import('./key-store-layer.js');
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
