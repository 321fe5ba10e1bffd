import type { GetPublicKeyCommandOutput } from '@aws-sdk/client-kms';
import { toBase64Url } from '../bytes/base64.js';
import { fromBigInt } from '../bytes/integer.js';
import { JOSE_NAMES, type JoseName } from '../crypto/key-files/jose-names.js';
import { decodePublicKey } from '../crypto/key-files/public-key.js';
import { decodeRsaPublicKey } from '../crypto/key-files/rsa/rsa-public-key.js';
import { keySpec } from '../model/key-specs.js';
import { joseAlgorithmsOf } from './jose-algorithms.js';

/** A public signing key as a JSON Web Key (RFC 7517). */
export interface PublicJwk {
  readonly kty: string;
  /** The KeyId of the KMS key. */
  readonly kid: string;
  readonly use: 'sig';
  /** Where the key can have only one: EC keys and ML-DSA. */
  readonly alg?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
  readonly pub?: string;
}

/** The JWK of what GetPublicKey answered; undefined where JOSE has no signatures of such keys. */
export function publicJwk({ PublicKey, KeyId, KeyUsage }: GetPublicKeyCommandOutput): PublicJwk | undefined {
  const { spec, value } = decodePublicKey(PublicKey as Uint8Array);
  const [alg, ...more] = joseAlgorithmsOf(spec);
  if (alg === undefined || KeyUsage !== 'SIGN_VERIFY') return undefined;
  const name = JOSE_NAMES[spec] as JoseName;
  const kid = (KeyId as string).slice((KeyId as string).lastIndexOf('/') + 1);
  return {
    ...name,
    ...numbersOf(name, value, keySpec(spec).secretBytes),
    kid,
    use: 'sig',
    ...(more.length === 0 && { alg }),
  };
}

function numbersOf({ kty }: JoseName, value: Uint8Array, width: number) {
  if (kty === 'AKP') return { pub: toBase64Url(value) };
  if (kty === 'OKP') return { x: toBase64Url(value) };
  if (kty === 'EC') return { x: toBase64Url(value.slice(1, 1 + width)), y: toBase64Url(value.slice(1 + width)) };
  const { n, e } = decodeRsaPublicKey(value);
  return { n: unsigned(n), e: unsigned(e) };
}

/** RFC 7518 §2: Base64urlUInt, without leading zeros. */
function unsigned(value: bigint): string {
  return toBase64Url(fromBigInt(value, Math.ceil(value.toString(16).length / 2)));
}
