import { bitString, element, integer, objectIdentifier, octetString, sequence } from '../bytes/der.js';
import { toUtf8 } from '../bytes/utf8.js';
import { ECDSA_WITH_SHA384 } from './recipient/certificate.js';

export interface CertificateRequest {
  /** The commonName of subject. */
  readonly name: string;
  readonly serialNumber: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** Its subject, DER; absent: it is the certificate itself. */
  readonly issuerName?: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** The names and addresses of a server. */
  readonly hosts?: readonly string[];
}

/** Signs with ECDSA and SHA-384: an ECDSA-Sig-Value, DER. */
type Sign = (toBeSigned: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** An X.509 certificate (RFC 5280) of a key that signs and is no authority, DER. */
export async function issueCertificate(request: CertificateRequest, sign: Sign): Promise<Uint8Array> {
  const { hosts = [] } = request;
  const algorithm = sequence(ECDSA_WITH_SHA384);
  const subject = distinguishedName(request.name);
  const toBeSigned = sequence(
    element(0xa0, integer(Uint8Array.of(2))),
    integer(request.serialNumber),
    algorithm,
    request.issuerName ?? subject,
    sequence(time(request.notBefore), time(request.notAfter)),
    subject,
    request.publicKey,
    element(0xa3, sequence(notAnAuthority(), forSignatures(), ...(hosts.length > 0 ? [alternativeNames(hosts)] : []))),
  );
  return sequence(toBeSigned, algorithm, bitString(await sign(toBeSigned)));
}

const CRITICAL = element(0x01, Uint8Array.of(0xff));

function notAnAuthority(): Uint8Array {
  return sequence(objectIdentifier('2.5.29.19'), CRITICAL, octetString(sequence()));
}

/** Key usage digitalSignature, the first of eight bits, of which the others are left out. */
function forSignatures(): Uint8Array {
  return sequence(objectIdentifier('2.5.29.15'), CRITICAL, octetString(element(0x03, Uint8Array.of(7, 0x80))));
}

/** RFC 5280 §4.2.1.6: dNSName, and iPAddress of four or sixteen octets. */
function alternativeNames(hosts: readonly string[]): Uint8Array {
  const names = hosts.map((host) => {
    const address = addressOf(host);
    return address === undefined ? element(0x82, toUtf8(host)) : element(0x87, address);
  });
  return sequence(objectIdentifier('2.5.29.17'), octetString(sequence(...names)));
}

function addressOf(host: string): Uint8Array | undefined {
  if (/^\d+(\.\d+){3}$/.test(host)) return Uint8Array.from(host.split('.').map(Number));
  if (!host.includes(':')) return undefined;
  const [start = '', end] = host.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [first, last] = [groups(start), groups(end ?? '')];
  const between = Array.from({ length: 8 - first.length - last.length }, () => 0);
  return Uint8Array.from([...first, ...between, ...last].flatMap((group) => [group >> 8, group & 0xff]));
}

function distinguishedName(commonName: string): Uint8Array {
  const attribute = sequence(objectIdentifier('2.5.4.3'), element(0x0c, toUtf8(commonName)));
  return sequence(element(0x31, attribute));
}

/** RFC 5280 §4.1.2.5: UTCTime before 2050, GeneralizedTime from then on; to the second. */
function time(milliseconds: number): Uint8Array {
  const text = `${new Date(milliseconds).toISOString().replace(/[-:T]|\..*/g, '')}Z`;
  return text < '2050' ? element(0x17, toUtf8(text.slice(2))) : element(0x18, toUtf8(text));
}
