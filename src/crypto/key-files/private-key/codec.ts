import type { KeySpecName } from '../../../model/key-specs.js';

/** What a private key says: its secret as KeyMaterial keeps it, the rest only where it is there. */
export interface DecodedPrivateKey {
  readonly secret: Uint8Array;
  readonly publicKey?: Uint8Array;
  /** The expanded private key of FIPS 203 or FIPS 204. */
  readonly expandedKey?: Uint8Array;
}

/** What a family's standard puts into the OCTET STRING of PrivateKeyInfo. Readers throw RangeError or CryptoError. */
export interface PrivateKeyCodec {
  /** The public key is written where the form has a place for it and it is known. */
  encode(secret: Uint8Array, publicKey?: Uint8Array): Uint8Array;
  decode(inner: Uint8Array, spec: KeySpecName): DecodedPrivateKey;
}
