import { toBase64 } from '../bytes/base64.js';
import { concat } from '../bytes/bytes.js';
import { sha256 } from '../bytes/hashes.js';
import { toUtf8 } from '../bytes/utf8.js';
import { type CryptoBackend, CryptoError, type KeyMaterial } from '../ports/crypto-backend.js';
import { translateError } from '../ports/translate-error.js';

const NONCE_BYTES = 12;

/**
 * Markers, grant tokens and import tokens: sealed values that carry all they need. Opaque, tamper-evident, bound to
 * a purpose; nothing is kept for them.
 */
export interface SealedTokens {
  seal(boundTo: string, content: Uint8Array): Promise<Uint8Array>;
  /** The content; undefined for bytes that were not sealed here for that purpose. */
  open(boundTo: string, token: Uint8Array): Promise<Uint8Array | undefined>;
}

export function sealedTokens(crypto: CryptoBackend, secret: Uint8Array): SealedTokens {
  const key: KeyMaterial = { spec: 'SYMMETRIC_DEFAULT', form: 'secret', value: toBase64(secret) };
  return {
    async seal(boundTo, content) {
      // A nonce of its own for each content: equal tokens give away no more than that they are equal.
      const nonce = sha256(concat(secret, toUtf8(boundTo), content)).slice(0, NONCE_BYTES);
      return concat(nonce, await crypto.seal(key, nonce, toUtf8(boundTo), content));
    },
    async open(boundTo, token) {
      if (token.length <= NONCE_BYTES) return undefined;
      const [nonce, sealed] = [token.slice(0, NONCE_BYTES), token.slice(NONCE_BYTES)];
      return translateError(
        CryptoError,
        () => crypto.open(key, nonce, toUtf8(boundTo), sealed),
        () => undefined,
      );
    },
  };
}
