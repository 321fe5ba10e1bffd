import { uuid } from '../bytes/uuid.js';
import type { RandomSource } from '../ports/random.js';

/** A UUID, as AWS's request ids are; `crypto.randomUUID` is the fastest but exists only in secure contexts. */
export function newRequestId(random: RandomSource): string {
  const web = (globalThis as { crypto?: { randomUUID?(): string } }).crypto;
  return web?.randomUUID?.() ?? uuid(random.bytes(16, 'request id'));
}
