import { bitString, element, integer, objectIdentifier, octetString, sequence } from '../../bytes/der.js';
import { toUtf8 } from '../../bytes/utf8.js';
import { ECDSA_WITH_SHA384 } from '../../crypto/recipient/certificate.js';
import type { CryptoBackend, KeyMaterial } from '../../ports/crypto-backend.js';

export interface CertificateRequest {
  /** The commonName of subject. */
  readonly name: string;
  readonly serialNumber: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly issuerName: Uint8Array;
  readonly issuerKey: KeyMaterial;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** An X.509 certificate (RFC 5280) of a key that signs attestation documents, DER. */
export async function issueCertificate(crypto: CryptoBackend, request: CertificateRequest): Promise<Uint8Array> {
  const algorithm = sequence(ECDSA_WITH_SHA384);
  const toBeSigned = sequence(
    element(0xa0, integer(Uint8Array.of(2))),
    integer(request.serialNumber),
    algorithm,
    request.issuerName,
    sequence(time(request.notBefore), time(request.notAfter)),
    distinguishedName(request.name),
    request.publicKey,
    element(0xa3, sequence(notAnAuthority(), forSignatures())),
  );
  const signature = await crypto.sign(request.issuerKey, 'ECDSA_SHA_384', 'RAW', toBeSigned);
  return sequence(toBeSigned, algorithm, bitString(signature));
}

const CRITICAL = element(0x01, Uint8Array.of(0xff));

function notAnAuthority(): Uint8Array {
  return sequence(objectIdentifier('2.5.29.19'), CRITICAL, octetString(sequence()));
}

/** Key usage digitalSignature, the first of eight bits, of which the others are left out. */
function forSignatures(): Uint8Array {
  return sequence(objectIdentifier('2.5.29.15'), CRITICAL, octetString(element(0x03, Uint8Array.of(7, 0x80))));
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
