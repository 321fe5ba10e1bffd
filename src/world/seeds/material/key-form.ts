import type { KeySpecName } from '../../../model/key-specs.js';

/** Key material as it was read, before it is known to fit its key. */
export type KeyForm =
  /** Bare bytes: the key spec decides what they are. */
  | { readonly form: 'bytes'; readonly bytes: Uint8Array }
  /** A symmetric or HMAC key. */
  | { readonly form: 'secret key'; readonly bytes: Uint8Array }
  | PrivateKeyForm;

export interface PrivateKeyForm {
  readonly form: 'private key';
  /** What the key says that it is. */
  readonly spec: KeySpecName;
  /** RFC 5958, DER. */
  readonly pkcs8: Uint8Array;
}
