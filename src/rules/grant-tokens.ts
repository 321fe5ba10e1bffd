import { fromBase64Url, toBase64Url } from '../bytes/base64.js';
import { concat } from '../bytes/bytes.js';
import { sha256 } from '../bytes/hashes.js';
import { fromHex, toHex } from '../bytes/hex.js';
import { toUtf8 } from '../bytes/utf8.js';
import type { Call } from '../contract/call.js';
import type { World } from '../contract/world.js';
import { invalidGrantToken } from '../model/faults/invalid-grant-token.js';
import type { GrantRecord } from '../state/records/grant.js';

// As in AWS's tokens: a version, and 64 hexadecimal digits as field 1 of a protocol buffer message.
const PREFIX = new Uint8Array([1, 0x0a, 64]);
const HEADER_BYTES = 67;
const GRANT_ID_BYTES = 32;
const NONCE_BYTES = 96;

/** A new token for a grant; all tokens of a grant serve alike. */
export async function newGrantToken(world: World, { GrantId, keyArn }: GrantRecord): Promise<string> {
  const header = concat(PREFIX, toUtf8(toHex(sha256(toUtf8(keyArn)))));
  const nonce = world.random.bytes(NONCE_BYTES, `grant token ${GrantId}`);
  const sealed = await world.tokens.seal(boundTo(header), concat(fromHex(GrantId), nonce));
  return toBase64Url(concat(header, sealed));
}

/** The grant that a token stands for; undefined for any other text, and once the grant is gone. */
export async function grantOfToken(
  { world, caller }: Pick<Call, 'world' | 'caller'>,
  token: string,
): Promise<GrantRecord | undefined> {
  const bytes = bytesOf(token);
  if (bytes === undefined) return undefined;
  const content = await world.tokens.open(boundTo(bytes.slice(0, HEADER_BYTES)), bytes.slice(HEADER_BYTES));
  const grant = content && findGrant(world, toHex(content.slice(0, GRANT_ID_BYTES)));
  return grant?.region === caller.scope.region ? grant : undefined;
}

/**
 * Refuses tokens that are no real ones. A token for another key is no error: clients such as the AWS Encryption SDK send
 * all that they have with every call.
 */
export async function requireGrants(
  call: Pick<Call, 'world' | 'caller'>,
  grantTokens: readonly string[],
): Promise<void> {
  for (const token of grantTokens) {
    if ((await grantOfToken(call, token)) === undefined) throw invalidGrantToken();
  }
}

export function findGrant({ state }: World, grantId: string): GrantRecord | undefined {
  return state.list('grants', 'grantId', grantId)[0];
}

function boundTo(header: Uint8Array): string {
  return `grant token ${toHex(header)}`;
}

function bytesOf(token: string): Uint8Array | undefined {
  try {
    return fromBase64Url(token);
  } catch {
    return undefined;
  }
}
