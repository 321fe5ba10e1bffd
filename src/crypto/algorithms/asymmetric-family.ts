import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import type { AsymmetricFamilyName } from '../../model/key-specs.js';
import type { KeyMaterial } from '../../ports/crypto-backend.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import type { PublicKey } from '../key-files/public-key.js';
import type { SigningRequest } from './signing-schemes.js';

/** The algorithms of one family of key specs. A member is missing where the family has no such operation. */
export interface AsymmetricFamily {
  publicKey(material: KeyMaterial): MaybePromise<PublicKey>;
  /** The bytes of the secret, where they are not simply in the material. */
  secret?(material: KeyMaterial): MaybePromise<Uint8Array>;
  /** The expanded private key of FIPS 203 or FIPS 204. */
  expandedKey?(material: KeyMaterial): MaybePromise<Uint8Array>;
  sign?(material: KeyMaterial, request: SigningRequest, deterministic: boolean): MaybePromise<Uint8Array>;
  verify?(publicKey: PublicKey, request: SigningRequest, signature: Uint8Array): MaybePromise<boolean>;
  encrypt?(publicKey: PublicKey, algorithm: EncryptionAlgorithmSpec, plaintext: Uint8Array): MaybePromise<Uint8Array>;
  decrypt?(material: KeyMaterial, algorithm: EncryptionAlgorithmSpec, ciphertext: Uint8Array): MaybePromise<Uint8Array>;
  deriveSharedSecret?(material: KeyMaterial, peer: PublicKey): MaybePromise<Uint8Array>;
  encapsulate?(material: KeyMaterial): MaybePromise<{ sharedSecret: Uint8Array; ciphertext: Uint8Array }>;
  decapsulate?(material: KeyMaterial, ciphertext: Uint8Array): MaybePromise<Uint8Array>;
}

/** Where to get each family: at once, or from a module that loads at its first use. */
export type AsymmetricFamilies = {
  readonly [family in AsymmetricFamilyName]: () => MaybePromise<AsymmetricFamily>;
};
