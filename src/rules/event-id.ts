import { sha256 } from '../bytes/hashes.js';
import { toHex } from '../bytes/hex.js';
import { toUtf8 } from '../bytes/utf8.js';
import { type Scope, scopeId } from '../model/arn.js';

/**
 * The id of a CloudTrail record, from the request id of its call and the account and Region in whose log it is: whoever asks
 * later gets the same one.
 */
export function cloudTrailEventId(requestId: string, place: Pick<Scope, 'account' | 'region'>): string {
  return uuidOf(`CloudTrail event of ${requestId} in ${scopeId(place)}`);
}

/** A UUID that is always the same for the same text. */
export function uuidOf(text: string): string {
  const hex = toHex(sha256(toUtf8(text)));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
