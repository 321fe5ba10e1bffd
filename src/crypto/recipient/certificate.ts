import {
  BIT_STRING,
  contentOf,
  type DerElement,
  encodingOf,
  OCTET_STRING,
  objectIdentifier,
  readBitString,
  readElements,
  readSequence,
  SEQUENCE,
} from '../../bytes/der.js';
import { toHex } from '../../bytes/hex.js';
import { fromUtf8 } from '../../bytes/utf8.js';
import { CryptoError } from '../../ports/crypto-backend.js';

/** What a chain needs to know of an X.509 certificate (RFC 5280) that is signed with ecdsa-with-SHA384. */
export interface Certificate {
  readonly signed: Uint8Array;
  /** ECDSA-Sig-Value, DER. */
  readonly signature: Uint8Array;
  readonly issuer: string;
  readonly subject: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly signsCertificates: boolean;
  readonly signsData: boolean;
  /** Certificates of authorities that may follow. */
  readonly pathLength: number;
}

export const ECDSA_WITH_SHA384: Uint8Array = objectIdentifier('1.2.840.10045.4.3.3');
const BASIC_CONSTRAINTS = toHex(objectIdentifier('2.5.29.19'));
const KEY_USAGE = toHex(objectIdentifier('2.5.29.15'));

const BOOLEAN = 0x01;
const OBJECT_IDENTIFIER = 0x06;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;

/** Throws a RangeError or CryptoError for anything but DER of a version 3 certificate. */
export function readCertificate(der: Uint8Array): Certificate {
  const [toBeSigned, algorithm, signature, ...more] = readSequence(der);
  const [version, , innerAlgorithm, issuer, validity, subject, publicKey, ...rest] = readElements(
    contentOf(toBeSigned, SEQUENCE),
  );
  contentOf(version, VERSION);
  requireEcdsaWithSha384(algorithm);
  requireEcdsaWithSha384(innerAlgorithm);
  if (more.length > 0) throw new CryptoError('certificate: trailing elements');
  const [notBefore, notAfter] = readElements(contentOf(validity, SEQUENCE));
  return {
    signed: encodingOf({ tag: SEQUENCE, content: contentOf(toBeSigned, SEQUENCE) }),
    signature: readBitString(signature),
    issuer: toHex(contentOf(issuer, SEQUENCE)),
    subject: toHex(contentOf(subject, SEQUENCE)),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    publicKey: encodingOf({ tag: SEQUENCE, content: contentOf(publicKey, SEQUENCE) }),
    ...readExtensions(rest.find(({ tag }) => tag === EXTENSIONS)),
  };
}

function requireEcdsaWithSha384(identifier: DerElement | undefined): void {
  if (toHex(contentOf(identifier, SEQUENCE)) !== toHex(ECDSA_WITH_SHA384)) {
    throw new CryptoError('certificate: not signed with ecdsa-with-SHA384');
  }
}

type Extensions = Pick<Certificate, 'signsCertificates' | 'signsData' | 'pathLength'>;

function readExtensions(wrapper: DerElement | undefined): Extensions {
  let isAuthority = false;
  let pathLength = Number.POSITIVE_INFINITY;
  let keyUsage = 0xff;
  const extensions = wrapper === undefined ? [] : readSequence(wrapper.content);
  for (const extension of extensions) {
    const [id, ...parts] = readElements(contentOf(extension, SEQUENCE));
    const name = toHex(encodingOf({ tag: OBJECT_IDENTIFIER, content: contentOf(id, OBJECT_IDENTIFIER) }));
    const value = contentOf(parts.at(-1), OCTET_STRING);
    if (name === BASIC_CONSTRAINTS) {
      const [authority, length] = readSequence(value);
      isAuthority = authority?.tag === BOOLEAN && authority.content[0] === 0xff;
      pathLength = length?.content[0] ?? pathLength;
    } else if (name === KEY_USAGE) {
      keyUsage = contentOf(readElements(value)[0], BIT_STRING)[1] ?? 0;
    } else if (parts[0]?.tag === BOOLEAN) {
      throw new CryptoError('certificate: unknown critical extension');
    }
  }
  // RFC 5280 §4.2.1.3: digitalSignature is bit 0, keyCertSign bit 5.
  return { signsCertificates: isAuthority && (keyUsage & 0x04) !== 0, signsData: (keyUsage & 0x80) !== 0, pathLength };
}

/** RFC 5280 §4.1.2.5: in UTC, to the second; two digits of a year stand for 1950 to 2049. */
function readTime(time: DerElement | undefined): number {
  const text = time === undefined ? '' : fromUtf8(time.content);
  const [, year = '', month, day, hour, minute, second] =
    /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const fullYear = year.length === 4 ? year : `${year < '50' ? 20 : 19}${year}`;
  const expected = year.length === 4 ? GENERALIZED_TIME : UTC_TIME;
  const parsed = Date.parse(`${fullYear}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (time?.tag !== expected || Number.isNaN(parsed)) throw new CryptoError('certificate: no time');
  return parsed;
}
