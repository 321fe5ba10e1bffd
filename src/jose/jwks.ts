import {
  DescribeKeyCommand,
  type DescribeKeyCommandOutput,
  GetPublicKeyCommand,
  type KeyMetadata,
  ListKeysCommand,
  type ListKeysCommandOutput,
} from '@aws-sdk/client-kms';
import { joseAlgorithmsOf } from './jose-algorithms.js';
import { clientOf, type KmsClientLike, type KmsSource } from './kms-source.js';
import { type PublicJwk, publicJwk } from './public-jwk.js';

/** A JWK Set (RFC 7517 §5), as a `jwks_uri` serves it. */
export interface JwkSet {
  readonly keys: PublicJwk[];
}

/**
 * The public keys of all enabled signing keys of the client's account and Region, or of the given ones, as a JWK Set:
 * `kid` is the KeyId.
 *
 * @param source a client of the AWS SDK, or what `localKms` gave
 * @param keyIds key ids, key ARNs, alias names or alias ARNs. Default: all keys that ListKeys tells
 */
export async function jwks(source: KmsSource, keyIds?: readonly string[]): Promise<JwkSet> {
  const client = clientOf(source);
  const keys: PublicJwk[] = [];
  for (const KeyId of keyIds ?? (await allKeyIds(client))) {
    const { KeyMetadata }: DescribeKeyCommandOutput = await client.send(new DescribeKeyCommand({ KeyId }));
    if (!signsTokens(KeyMetadata as KeyMetadata)) continue;
    const jwk = publicJwk(await client.send(new GetPublicKeyCommand({ KeyId: KeyMetadata?.Arn })));
    if (jwk !== undefined) keys.push(jwk);
  }
  return { keys };
}

function signsTokens({ KeySpec, KeyUsage, KeyState }: KeyMetadata): boolean {
  return KeyUsage === 'SIGN_VERIFY' && KeyState === 'Enabled' && joseAlgorithmsOf(String(KeySpec)).length > 0;
}

async function allKeyIds(client: KmsClientLike): Promise<string[]> {
  const ids: string[] = [];
  let Marker: string | undefined;
  do {
    const page: ListKeysCommandOutput = await client.send(new ListKeysCommand({ Limit: 1000, Marker }));
    for (const { KeyId } of page.Keys ?? []) ids.push(KeyId as string);
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  return ids;
}
