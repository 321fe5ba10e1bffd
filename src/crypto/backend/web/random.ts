import { webcrypto } from '../../../runtime/webcrypto.js';

export function random(length: number): Uint8Array {
  return webcrypto().getRandomValues(new Uint8Array(length));
}
