import { sha256 } from '../bytes/hashes.js';
import { toHex } from '../bytes/hex.js';
import { toUtf8 } from '../bytes/utf8.js';

/** The id of a call's CloudTrail event, from its request id: whoever asks later gets the same one. */
export function cloudTrailEventId(requestId: string): string {
  const hex = toHex(sha256(toUtf8(`CloudTrail event of ${requestId}`)));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
