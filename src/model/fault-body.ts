import type { KmsFault } from './fault.js';

// The errors whose text is `Message` on the wire: not KMS's own, whose member is `message` in every model. SDKs read both.
const CAPITAL_MESSAGE = new Set(['AccessDeniedException', 'SerializationException']);

/** The body of a refused call in AWS JSON 1.1; no message member where AWS sends none. */
export function faultBody({ name, wireMessage }: KmsFault): string {
  return JSON.stringify({ __type: name, [CAPITAL_MESSAGE.has(name) ? 'Message' : 'message']: wireMessage });
}
