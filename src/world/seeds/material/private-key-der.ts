import {
  contentOf,
  element,
  encodingOf,
  INTEGER,
  integer,
  OCTET_STRING,
  octetString,
  readSequence,
  SEQUENCE,
  sequence,
} from '../../../bytes/der.js';
import { toHex } from '../../../bytes/hex.js';
import { bitLength } from '../../../bytes/integer.js';
import { algorithmIdentifier, namedCurve, specsOf } from '../../../crypto/key-files/algorithm-identifiers.js';
import { encodePrivateKey } from '../../../crypto/key-files/private-key/pkcs8.js';
import { decodeRsaPrivateKey } from '../../../crypto/key-files/rsa/rsa-private-key.js';
import { KEY_SPEC_NAMES, type KeySpecName, keySpec } from '../../../model/key-specs.js';
import type { PrivateKeyForm } from './key-form.js';

// The readers look no further than they need to tell the key spec; whether the key is right is judged when it is
// imported. They throw RangeErrors, and return undefined for a key of no key spec of AWS KMS.

type Reader = (der: Uint8Array) => PrivateKeyForm | undefined;

const CURVE = 0xa0;
const PUBLIC_KEY = 0x81;

/** What the label of a PEM block says that it holds. */
export const PRIVATE_KEY_READERS: { readonly [label: string]: Reader } = {
  'PRIVATE KEY': readPkcs8,
  'EC PRIVATE KEY': readSec1,
  'RSA PRIVATE KEY': readPkcs1,
};

/** A private key whose form only its bytes tell, by what follows the version. */
export function readPrivateKey(der: Uint8Array): PrivateKeyForm | undefined {
  const [version, next] = readSequence(der);
  contentOf(version, INTEGER);
  if (next?.tag === SEQUENCE) return readPkcs8(der);
  return next?.tag === OCTET_STRING ? readSec1(der) : readPkcs1(der);
}

/** PrivateKeyInfo, or OneAsymmetricKey where the secret comes with a public key (RFC 5958). */
export function privateKeyOf(spec: KeySpecName, secret: Uint8Array, publicKey?: Uint8Array): PrivateKeyForm {
  const pkcs8 = encodePrivateKey(spec, secret);
  if (publicKey === undefined) return { form: 'private key', spec, pkcs8 };
  const [, ...rest] = readSequence(pkcs8).map(encodingOf);
  const version2 = integer(Uint8Array.of(1));
  const claim = element(PUBLIC_KEY, Uint8Array.of(0), publicKey);
  return { form: 'private key', spec, pkcs8: sequence(version2, ...rest, claim) };
}

function readPkcs8(der: Uint8Array): PrivateKeyForm | undefined {
  const [, identifier, key] = readSequence(der);
  const specs = identifier === undefined ? [] : specsOf(encodingOf(identifier));
  const spec = specs.length > 1 ? rsaSpec(contentOf(key, OCTET_STRING)) : specs[0];
  return spec && { form: 'private key', spec, pkcs8: der };
}

/** ECPrivateKey (RFC 5915) of a file of its own, which names its curve. */
function readSec1(der: Uint8Array): PrivateKeyForm | undefined {
  const curve = readSequence(der).find(({ tag }) => tag === CURVE);
  if (curve === undefined) throw new RangeError('ECPrivateKey without its curve');
  const spec = KEY_SPEC_NAMES.find(
    (name) => keySpec(name).order !== undefined && toHex(namedCurve(name)) === toHex(curve.content),
  );
  return wrapped(spec, der);
}

/** RSAPrivateKey (RFC 8017). */
function readPkcs1(der: Uint8Array): PrivateKeyForm | undefined {
  return wrapped(rsaSpec(der), der);
}

function wrapped(spec: KeySpecName | undefined, inner: Uint8Array): PrivateKeyForm | undefined {
  if (spec === undefined) return undefined;
  const pkcs8 = sequence(integer(Uint8Array.of(0)), algorithmIdentifier(spec), octetString(inner));
  return { form: 'private key', spec, pkcs8 };
}

function rsaSpec(pkcs1: Uint8Array): KeySpecName | undefined {
  const bits = bitLength(decodeRsaPrivateKey(pkcs1).n);
  return KEY_SPEC_NAMES.find((name) => keySpec(name).modulusBits === bits);
}
