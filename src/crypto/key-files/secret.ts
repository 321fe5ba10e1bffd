import { fromBase64 } from '../../bytes/base64.js';
import type { KeyMaterial } from '../../ports/crypto-backend.js';

/** The bytes of key material, decoded at each call: they live no longer than their use. */
export function secretOf(material: KeyMaterial): Uint8Array {
  return fromBase64(material.value);
}
