import { randomFillSync } from 'node:crypto';

export function random(length: number): Uint8Array {
  return randomFillSync(new Uint8Array(length));
}
