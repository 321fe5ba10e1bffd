import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import { invalidCiphertext } from '../model/faults/ciphertext.js';
import { type CryptoBackend, CryptoError } from '../ports/crypto-backend.js';
import { type MaybePromise, whenReady } from '../ports/maybe-promise.js';
import type { RandomSource } from '../ports/random-source.js';
import { translateError } from '../ports/translate-error.js';
import { currentMaterial } from '../state/current-material.js';
import type { KeyRecord } from '../state/records/key.js';
import type { KeyMaterialEntry } from '../state/records/key-materials.js';
import { type CiphertextBlob, materialOf, openBlob, parseBlob, sealBlob } from './ciphertext-blob.js';
import type { EncryptionContext } from './encryption-context.js';
import type { KeyStorePorts } from './key-store-layer.js';
import { loadKeyStoreLayer } from './lazy.js';
import { parseStoreBlob, type StoreBlob } from './store-blob.js';

/** What encryption needs of the world. */
export interface EncryptionPorts extends KeyStorePorts {
  readonly crypto: CryptoBackend;
  readonly random: RandomSource;
}

export interface Encrypted {
  readonly CiphertextBlob: Uint8Array;
  readonly entry: KeyMaterialEntry;
}

/** Ciphertext that names its key: of a key of KMS itself, or of one in a custom key store. */
export type SymmetricCiphertext = CiphertextBlob | StoreBlob;

/** Reads the outside of symmetric ciphertext; undefined for bytes that are none. */
export function readCiphertext(bytes: Uint8Array): SymmetricCiphertext | undefined {
  return parseBlob(bytes) ?? parseStoreBlob(bytes);
}

/** Under the current material of a symmetric encryption key, and in the custom key store that it is in. */
export function encryptSymmetric(
  ports: EncryptionPorts,
  key: KeyRecord,
  encryptionContext: EncryptionContext | undefined,
  plaintext: Uint8Array,
): MaybePromise<Encrypted> {
  const entry = currentMaterial(key);
  const blob = sealBlob(ports.crypto, {
    key,
    entry,
    encryptionContext,
    plaintext,
    random: (length) => ports.random.bytes(length, 'nonce'),
  });
  const whole = key.CustomKeyStoreId === undefined ? blob : sealInStore(ports, key, encryptionContext, blob);
  return whenReady(whole, (CiphertextBlob) => ({ CiphertextBlob, entry }));
}

async function sealInStore(
  ports: EncryptionPorts,
  key: KeyRecord,
  encryptionContext: EncryptionContext | undefined,
  blob: MaybePromise<Uint8Array>,
): Promise<Uint8Array> {
  const inner = await blob;
  const { addStoreLayer } = await loadKeyStoreLayer();
  return addStoreLayer(ports, key, encryptionContext, inner);
}

export interface Decrypted {
  readonly Plaintext: Uint8Array;
  readonly entry: KeyMaterialEntry;
}

/** Under whichever of the key's materials sealed it; InvalidCiphertextException where none opens it. */
export function decryptSymmetric(
  ports: EncryptionPorts,
  key: KeyRecord,
  encryptionContext: EncryptionContext | undefined,
  ciphertext: SymmetricCiphertext,
): MaybePromise<Decrypted> {
  if ('front' in ciphertext) return openInStore(ports, key, encryptionContext, ciphertext);
  if (key.CustomKeyStoreId !== undefined) throw invalidCiphertext();
  return whenReady(open(ports, key, encryptionContext, ciphertext), (decrypted) => {
    if (decrypted === undefined) throw invalidCiphertext();
    return decrypted;
  });
}

async function openInStore(
  ports: EncryptionPorts,
  key: KeyRecord,
  encryptionContext: EncryptionContext | undefined,
  ciphertext: StoreBlob,
): Promise<Decrypted> {
  if (key.CustomKeyStoreId === undefined) throw invalidCiphertext();
  const { invalidContent, removeStoreLayer } = await loadKeyStoreLayer();
  const inner = parseBlob(await removeStoreLayer(ports, key, encryptionContext, ciphertext));
  const decrypted = inner && (await open(ports, key, encryptionContext, inner));
  if (decrypted === undefined) throw invalidContent(key);
  return decrypted;
}

/** Undefined where none of the materials opens it. */
function open(
  { crypto }: EncryptionPorts,
  { materials }: KeyRecord,
  encryptionContext: EncryptionContext | undefined,
  blob: CiphertextBlob,
): MaybePromise<Decrypted | undefined> {
  const entry = materialOf(blob, materials.entries);
  if (entry === undefined) return undefined;
  return whenReady(openBlob(crypto, blob, entry, encryptionContext), (Plaintext) => Plaintext && { Plaintext, entry });
}

export async function encryptAsymmetric(
  { crypto }: EncryptionPorts,
  key: KeyRecord,
  algorithm: EncryptionAlgorithmSpec,
  plaintext: Uint8Array,
): Promise<Encrypted> {
  const entry = currentMaterial(key);
  return { CiphertextBlob: await crypto.encrypt(entry.material, algorithm, plaintext), entry };
}

export async function decryptAsymmetric(
  { crypto }: EncryptionPorts,
  key: KeyRecord,
  algorithm: EncryptionAlgorithmSpec,
  ciphertext: Uint8Array,
): Promise<Decrypted> {
  const entry = currentMaterial(key);
  const decrypt = () => crypto.decrypt(entry.material, algorithm, ciphertext);
  return { Plaintext: await translateError(CryptoError, decrypt, invalidCiphertext), entry };
}
