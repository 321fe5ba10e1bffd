import type { WrappingKeySpec } from '@aws-sdk/client-kms';
import { toBase64 } from '../bytes/base64.js';
import { type KeySpecName, keySpec } from '../model/key-specs.js';
import type { WrappingAlgorithmRow } from '../model/wrapping-algorithms.js';
import { type CryptoBackend, CryptoError, type KeyMaterial } from '../ports/crypto-backend.js';

const AES_256_BYTES = 32;
// RFC 5649 §4.1: a block of its own and at least one of key data, 8 bytes each.
const KWP_BLOCK_BYTES = 8;
const KWP_MIN_BYTES = 16;

/** Whether EncryptedKeyMaterial can have that length. */
export function isWrappedLength(
  { hybrid }: WrappingAlgorithmRow,
  wrappingKeySpec: WrappingKeySpec,
  length: number,
): boolean {
  const { modulusBits } = keySpec(wrappingKeySpec);
  if (modulusBits === undefined) return true;
  const rest = length - modulusBits / 8;
  return hybrid ? rest >= KWP_MIN_BYTES && rest % KWP_BLOCK_BYTES === 0 : rest === 0;
}

/** The bytes of the key material; a CryptoError where they were not wrapped so. */
export async function unwrapKeyMaterial(
  crypto: CryptoBackend,
  wrappingKey: KeyMaterial,
  { encryption, hybrid }: WrappingAlgorithmRow,
  wrapped: Uint8Array,
): Promise<Uint8Array> {
  if (!hybrid) return crypto.decrypt(wrappingKey, encryption, wrapped);
  const { modulusBits = 0 } = keySpec(wrappingKey.spec);
  const aesKey = await crypto.decrypt(wrappingKey, encryption, wrapped.slice(0, modulusBits / 8));
  if (aesKey.length !== AES_256_BYTES) throw new CryptoError('wrapped key: not under an AES-256 key');
  return crypto.unwrapKey(aesKey, wrapped.slice(modulusBits / 8));
}

/**
 * Key material of a spec from imported bytes: a symmetric or HMAC key as it is, a private key as PKCS#8 (RFC 5958, DER).
 * A CryptoError where they are anything else.
 */
export async function readKeyMaterial(
  crypto: CryptoBackend,
  spec: KeySpecName,
  partition: string,
  bytes: Uint8Array,
): Promise<KeyMaterial> {
  const { importBytes, importBytesInChina = importBytes } = keySpec(spec);
  const range = partition === 'aws-cn' ? importBytesInChina : importBytes;
  if (range === undefined) return crypto.importPrivateKey(spec, bytes);
  const [min, max] = range;
  if (bytes.length < min || bytes.length > max) throw new CryptoError(`key material: not of ${min} to ${max} bytes`);
  return { spec, form: 'secret', value: toBase64(bytes) };
}
