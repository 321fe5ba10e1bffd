import {
  DescribeKeyCommand,
  type DescribeKeyCommandOutput,
  type KeyMetadata,
  SignCommand,
  type SignCommandOutput,
} from '@aws-sdk/client-kms';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { toBase64Url } from '../bytes/base64.js';
import { toUtf8 } from '../bytes/utf8.js';
import { decodeSignature } from '../crypto/key-files/ec/ecdsa-signature.js';
import { type KeySpecName, keySpec } from '../model/key-specs.js';
import { MESSAGE_MAX_BYTES } from '../model/limits.js';
import { oneOfTexts } from '../options/checks.js';
import { JOSE_ALGORITHMS, type JoseAlgorithm, type JoseAlgorithmName, joseAlgorithmsOf } from './jose-algorithms.js';
import { clientOf, type KmsSource } from './kms-source.js';

/** Claims of a JWT (RFC 7519 §4), such as `sub`, `iat` and `exp` in seconds. */
export type JwtClaims = { readonly [claim: string]: unknown };

export interface SignJwtOptions {
  /** The JWS algorithm. */
  readonly alg: JoseAlgorithmName;
  /** More header parameters. Default: `typ` is `JWT`; `alg` and `kid` are always set. */
  readonly header?: { readonly [parameter: string]: unknown };
}

const HASHES = { 256: sha256, 384: sha384, 512: sha512 } as const;

/**
 * Signs a JWT, compact, with a KMS key: DescribeKey for its key id, which becomes `kid`, then Sign. Claims go in as they are.
 *
 * @param source a client of the AWS SDK, or what `localKms` gave
 * @param keyId key id, key ARN, alias name or alias ARN of a key whose KeyUsage is `SIGN_VERIFY`
 * @throws TypeError for an algorithm that is none of JOSE for such a key, and for more than 4096 bytes to sign where
 *   AWS KMS takes no digest (EdDSA, ML-DSA); otherwise what DescribeKey and Sign throw
 */
export async function signJwt(
  source: KmsSource,
  keyId: string,
  claims: JwtClaims,
  { alg, header }: SignJwtOptions,
): Promise<string> {
  oneOfTexts(Object.keys(JOSE_ALGORITHMS))(alg, 'signJwt: alg');
  const client = clientOf(source);
  const described: DescribeKeyCommandOutput = await client.send(new DescribeKeyCommand({ KeyId: keyId }));
  const { Arn, KeyId: kid, KeySpec = '' } = described.KeyMetadata as KeyMetadata;
  checkKey(alg, KeySpec, keyId);
  const input = [{ typ: 'JWT', ...header, alg, kid }, claims].map(encode).join('.');
  const algorithm: JoseAlgorithm = JOSE_ALGORITHMS[alg];
  const { Signature }: SignCommandOutput = await client.send(
    new SignCommand({ KeyId: Arn, SigningAlgorithm: algorithm.SigningAlgorithm, ...messageOf(algorithm, alg, input) }),
  );
  return `${input}.${toBase64Url(joseSignature(algorithm, KeySpec as KeySpecName, Signature as Uint8Array))}`;
}

/** AWS KMS signs ES256 with a key of secp256k1, and ML-DSA-44 with one of ML_DSA_87: no JOSE library takes that. */
function checkKey(alg: JoseAlgorithmName, spec: string, keyId: string): void {
  const allowed = joseAlgorithmsOf(spec);
  if (allowed.includes(alg)) return;
  const instead = allowed.length === 0 ? 'JOSE has none' : `only ${allowed.join(', ')}`;
  throw new TypeError(`[localkms] signJwt: ${alg} is not an algorithm of ${keyId}, a key of ${spec}: ${instead}`);
}

function encode(part: object): string {
  return toBase64Url(toUtf8(JSON.stringify(part)));
}

/** The message as it is as long as AWS KMS takes it, else its digest. */
function messageOf({ hash }: JoseAlgorithm, alg: string, input: string) {
  const message = toUtf8(input);
  if (message.length <= MESSAGE_MAX_BYTES) return { MessageType: 'RAW', Message: message } as const;
  if (hash === undefined) {
    throw new TypeError(
      `[localkms] signJwt: ${message.length} bytes to sign are more than the ${MESSAGE_MAX_BYTES} that AWS KMS signs with ${alg}`,
    );
  }
  return { MessageType: 'DIGEST', Message: new Uint8Array(HASHES[hash](message)) } as const;
}

function joseSignature({ ecdsa }: JoseAlgorithm, spec: KeySpecName, signature: Uint8Array): Uint8Array {
  return ecdsa ? (decodeSignature(signature, keySpec(spec).secretBytes) as Uint8Array) : signature;
}
