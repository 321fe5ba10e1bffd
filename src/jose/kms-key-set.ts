import { GetPublicKeyCommand } from '@aws-sdk/client-kms';
import { isKeyId } from '../model/arn.js';
import { clientOf, type KmsSource } from './kms-source.js';
import { type PublicJwk, publicJwk } from './public-jwk.js';

/** Finds the key of a token by its header: what `jwtVerify` of jose takes as its key. */
export type GetKey = (header: { readonly kid?: string; readonly alg?: string }) => Promise<PublicJwk>;

export interface KmsKeySetOptions {
  /** Key ids (not ARNs) of the keys whose tokens are taken. Default: every signing key of the account and Region. */
  readonly keyIds?: readonly string[];
}

/**
 * As `createRemoteJWKSet` of jose, with GetPublicKey in place of a URL: asks for each token the key that its `kid` names.
 *
 * A token says itself which key to ask for, so a `kid` is a key id of the client's own account and Region and nothing
 * else: an ARN could name a key of whoever wrote the token. Give `keyIds` where other signing keys are in the account.
 *
 * @param source a client of the AWS SDK, or what `localKms` gave
 */
export function createKmsKeySet(source: KmsSource, { keyIds }: KmsKeySetOptions = {}): GetKey {
  const client = clientOf(source);
  return async function getKey({ kid, alg }) {
    if (typeof kid !== 'string' || !isKeyId(kid) || (keyIds !== undefined && !keyIds.includes(kid))) {
      throw new TypeError(`[localkms] kid: ${JSON.stringify(kid)} is not the key id of a key that signs these tokens`);
    }
    if (alg === 'ES256K') {
      throw new TypeError(
        '[localkms] alg: ES256K is not an algorithm of jose since its version 6; send the signature to Verify of AWS KMS, or use another library',
      );
    }
    const jwk = publicJwk(await client.send(new GetPublicKeyCommand({ KeyId: kid })));
    if (jwk === undefined) throw new TypeError(`[localkms] kid: ${kid} is not a key whose signatures JOSE has`);
    return jwk;
  };
}
