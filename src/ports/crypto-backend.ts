import type { EncryptionAlgorithmSpec, MessageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { hasBrand } from '../bytes/brand.js';
import type { KeySpecName } from '../model/key-specs.js';
import type { MaybePromise } from './maybe-promise.js';

export type HashName = 'SHA-1' | 'SHA-224' | 'SHA-256' | 'SHA-384' | 'SHA-512' | 'SM3';

/**
 * Key material as records keep it: JSON-safe, immutable, the smallest secret (base64).
 * - `secret`: symmetric and HMAC keys: the key; elliptic curves: the scalar, big-endian, curve width;
 *   Ed25519 and ML-DSA: the 32-byte seed; ML-KEM: d‖z (64 bytes);
 *   RSA: RSAPrivateKey DER (RFC 8017).
 * - `seed` (RSA only): 32 bytes from which the key pair is derived at first use, so that making an RSA key costs nothing.
 *
 * Backends keep native handles in a WeakMap by object identity: pass the record's own object.
 */
export interface KeyMaterial {
  readonly spec: KeySpecName;
  readonly form: 'secret' | 'seed';
  readonly value: string;
}

const CRYPTO_ERROR = Symbol.for('localkms.CryptoError');

/** The one failure of a backend: what was given does not decrypt, unwrap, verify or parse. The engine picks AWS's error. */
export class CryptoError extends Error {
  override readonly name = 'CryptoError';

  static override [Symbol.hasInstance](error: unknown): error is CryptoError {
    return hasBrand(error, CRYPTO_ERROR);
  }

  get [CRYPTO_ERROR](): true {
    return true;
  }
}

const KEY_GENERATION_ERROR = Symbol.for('localkms.KeyGenerationError');

/** A key pair could not be derived from its seed; the next use tries again. */
export class KeyGenerationError extends Error {
  override readonly name = 'KeyGenerationError';

  static override [Symbol.hasInstance](error: unknown): error is KeyGenerationError {
    return hasBrand(error, KEY_GENERATION_ERROR);
  }

  get [KEY_GENERATION_ERROR](): true {
    return true;
  }
}

export interface SignOptions {
  /**
   * No fresh randomness: equal signatures for equal messages, the same from every backend. ECDSA by RFC 6979; ML-DSA by
   * the deterministic variant of FIPS 204; PSS with the hash of the digest as salt; SM2 with a nonce in the manner of
   * RFC 6979, which its standard does not know. PKCS #1 and Ed25519 have no randomness at all.
   * Not so: `encrypt` and `encapsulate`, whose randomness is their security, are fresh at every call.
   * Default: false.
   */
  readonly deterministic?: boolean;
}

/**
 * The primitives of AWS KMS. `node` and `web` implement it and must read what the other wrote.
 * Outputs are fresh plain `Uint8Array`s; inputs are never kept or changed. Failures are `CryptoError`s.
 */
export interface CryptoBackend {
  readonly name: 'node' | 'web';
  /** Cryptographically strong random bytes, at most 65,536 (the limit of WebCrypto). */
  random(length: number): Uint8Array;
  hash(algorithm: HashName, data: Uint8Array): MaybePromise<Uint8Array>;

  /**
   * AES-GCM, 96-bit nonce, 128-bit tag appended; AES-256 or AES-128 by the length of the key. `room` bytes in front are left
   * free (default: none), so that what is to stand there needs no second array.
   */
  seal(
    key: KeyMaterial,
    nonce: Uint8Array,
    aad: Uint8Array,
    plaintext: Uint8Array,
    room?: number,
  ): MaybePromise<Uint8Array>;
  open(key: KeyMaterial, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): MaybePromise<Uint8Array>;

  /** HMAC (RFC 2104) with the hash of the key's spec. */
  mac(key: KeyMaterial, message: Uint8Array): MaybePromise<Uint8Array>;

  /** RSAES_OAEP_* (empty label, MGF1 with the same hash) and SM2PKE (DER, GB/T 32918.4). */
  encrypt(key: KeyMaterial, algorithm: EncryptionAlgorithmSpec, plaintext: Uint8Array): MaybePromise<Uint8Array>;
  decrypt(key: KeyMaterial, algorithm: EncryptionAlgorithmSpec, ciphertext: Uint8Array): MaybePromise<Uint8Array>;

  sign(
    key: KeyMaterial,
    algorithm: SigningAlgorithmSpec,
    messageType: MessageType,
    message: Uint8Array,
    options?: SignOptions,
  ): MaybePromise<Uint8Array>;
  /** False for any signature that does not verify, however malformed. */
  verify(
    key: KeyMaterial,
    algorithm: SigningAlgorithmSpec,
    messageType: MessageType,
    message: Uint8Array,
    signature: Uint8Array,
  ): MaybePromise<boolean>;
  /** As `verify`, from a public key alone (SPKI DER). */
  verifyWithPublicKey(
    publicKey: Uint8Array,
    algorithm: SigningAlgorithmSpec,
    messageType: MessageType,
    message: Uint8Array,
    signature: Uint8Array,
  ): MaybePromise<boolean>;

  /** The raw x-coordinate, field width. Throws for a peer key that is malformed or on another curve. */
  deriveSharedSecret(key: KeyMaterial, peerPublicKey: Uint8Array): MaybePromise<Uint8Array>;

  /** FIPS 203. `decapsulate` rejects implicitly: any ciphertext of the right length gives 32 bytes. */
  encapsulate(key: KeyMaterial): MaybePromise<{ sharedSecret: Uint8Array; ciphertext: Uint8Array }>;
  decapsulate(key: KeyMaterial, ciphertext: Uint8Array): MaybePromise<Uint8Array>;

  /** SPKI DER (RFC 5280) of an asymmetric key. */
  publicKey(key: KeyMaterial): MaybePromise<Uint8Array>;
  /** PKCS#8 DER (RFC 5958), unencrypted. */
  privateKey(key: KeyMaterial): MaybePromise<Uint8Array>;
  /** Reads and validates a PKCS#8 DER private key of that spec; throws where it is anything else. */
  importPrivateKey(spec: KeySpecName, pkcs8: Uint8Array): MaybePromise<KeyMaterial>;

  /** RSA-OAEP to a bare public key (SPKI DER): wrapping for CiphertextForRecipient and in tests. */
  encryptToPublicKey(publicKey: Uint8Array, hash: 'SHA-1' | 'SHA-256', plaintext: Uint8Array): MaybePromise<Uint8Array>;
  /** AES-KWP (RFC 5649). */
  wrapKey(kek: Uint8Array, key: Uint8Array): MaybePromise<Uint8Array>;
  unwrapKey(kek: Uint8Array, wrapped: Uint8Array): MaybePromise<Uint8Array>;
  /** AES-256-CBC with PKCS#7 padding, for CMS EnvelopedData. */
  encryptCbc(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): MaybePromise<Uint8Array>;
}
