import { fromBase64Url } from '../../../bytes/base64.js';
import { concat } from '../../../bytes/bytes.js';
import { toBigInt } from '../../../bytes/integer.js';
import { JOSE_NAMES } from '../../../crypto/key-files/jose-names.js';
import { encodeRsaPrivateKey } from '../../../crypto/key-files/rsa/rsa-private-key.js';
import { KEY_SPEC_NAMES, type KeySpecName } from '../../../model/key-specs.js';
import { expectedKind, refuse } from '../../../options/checks.js';
import type { JwkSeed } from '../../../options/seeds/key-seed.js';
import type { KeyForm, PrivateKeyForm } from './key-form.js';
import { privateKeyIn } from './pem.js';
import { PRIVATE_KEY_READERS, privateKeyOf } from './private-key-der.js';

type NumberMember = Exclude<keyof JwkSeed, 'kty' | 'crv' | 'alg'>;

const UNCOMPRESSED = Uint8Array.of(4);

const READERS: { readonly [kty: string]: (jwk: JwkSeed, path: string) => KeyForm } = {
  oct: (jwk, path) => ({ form: 'secret key', bytes: member(jwk, 'k', path) }),
  RSA: readRsa,
  EC(jwk, path) {
    const point = jwk.x !== undefined && concat(UNCOMPRESSED, member(jwk, 'x', path), member(jwk, 'y', path));
    return keyPair(jwk, specOf(jwk, 'crv', path), member(jwk, 'd', path), point || undefined, path);
  },
  OKP(jwk, path) {
    return keyPair(jwk, specOf(jwk, 'crv', path), member(jwk, 'd', path), optional(jwk, 'x', path), path);
  },
  AKP(jwk, path) {
    return keyPair(jwk, specOf(jwk, 'alg', path), member(jwk, 'priv', path), optional(jwk, 'pub', path), path);
  },
};

/** A JSON Web Key (RFC 7517) with its secret; its public members are judged with the key. */
export function readJwk(jwk: JwkSeed, path: string): KeyForm {
  const { kty = '' } = jwk;
  const read = Object.hasOwn(READERS, kty) ? READERS[kty] : undefined;
  if (read === undefined) expectedKind(`${path}.kty`, jwk.kty, `one of ${Object.keys(READERS).join(', ')}`);
  return read(jwk, path);
}

function keyPair(
  { kty }: JwkSeed,
  spec: KeySpecName,
  secret: Uint8Array,
  publicKey: Uint8Array | undefined,
  path: string,
): PrivateKeyForm {
  return privateKeyIn(path, `a JWK of kty ${kty}`, () => privateKeyOf(spec, secret, publicKey));
}

function readRsa(jwk: JwkSeed, path: string): PrivateKeyForm {
  const number = (name: NumberMember) => toBigInt(member(jwk, name, path));
  const numbers = {
    n: number('n'),
    e: number('e'),
    d: number('d'),
    p: number('p'),
    q: number('q'),
    dp: number('dp'),
    dq: number('dq'),
    qi: number('qi'),
  };
  return privateKeyIn(path, 'a JWK of kty RSA', () =>
    PRIVATE_KEY_READERS['RSA PRIVATE KEY']?.(encodeRsaPrivateKey(numbers)),
  );
}

function specOf(jwk: JwkSeed, by: 'crv' | 'alg', path: string): KeySpecName {
  const specs = KEY_SPEC_NAMES.filter((spec) => JOSE_NAMES[spec]?.kty === jwk.kty);
  const found = specs.find((spec) => JOSE_NAMES[spec]?.[by] === jwk[by]);
  if (found === undefined) {
    expectedKind(`${path}.${by}`, jwk[by], `one of ${specs.map((spec) => JOSE_NAMES[spec]?.[by]).join(', ')}`);
  }
  return found;
}

function optional(jwk: JwkSeed, name: NumberMember, path: string): Uint8Array | undefined {
  return jwk[name] === undefined ? undefined : member(jwk, name, path);
}

function member(jwk: JwkSeed, name: NumberMember, path: string): Uint8Array {
  const value: unknown = jwk[name];
  if (value === undefined)
    refuse(`${path}.${name}`, `a JWK of kty ${jwk.kty} with its secret has it; here it is missing`);
  try {
    return fromBase64Url(value as string);
  } catch {
    expectedKind(`${path}.${name}`, value, 'unpadded base64url text');
  }
}
