import { equal } from '../../bytes/bytes.js';
import { type CryptoBackend, CryptoError } from '../../ports/crypto-backend.js';
import { parse } from '../key-files/parse.js';
import { type Certificate, readCertificate } from './certificate.js';

/**
 * The public key (SubjectPublicKeyInfo, DER) of the last certificate of a chain that begins at the trusted root and of
 * which each signs the next (RFC 5280 §6.1). Throws where that is not so, or one of them is not valid at that time.
 */
export async function verifyChain(
  crypto: CryptoBackend,
  chain: readonly Uint8Array[],
  trustedRoot: Uint8Array,
  now: number,
): Promise<Uint8Array> {
  if (!equal(chain[0] as Uint8Array, trustedRoot))
    throw new CryptoError('the certificate chain begins at another root');
  const certificates = chain.map((one) => parse('certificate', () => readCertificate(one)));
  for (const [at, certificate] of certificates.entries()) {
    if (now < certificate.notBefore || now > certificate.notAfter) {
      throw new CryptoError('a certificate is not valid at this time');
    }
    const next = certificates[at + 1];
    if (next !== undefined) await requireIssuer(crypto, certificate, next, certificates.length - at - 2);
  }
  const last = certificates.at(-1) as Certificate;
  if (!last.signsData) throw new CryptoError('the certificate is not for signatures');
  return last.publicKey;
}

async function requireIssuer(
  crypto: CryptoBackend,
  issuer: Certificate,
  certificate: Certificate,
  authoritiesBetween: number,
): Promise<void> {
  const mayIssue = issuer.signsCertificates && issuer.pathLength >= authoritiesBetween;
  const signed =
    mayIssue &&
    certificate.issuer === issuer.subject &&
    (await crypto.verifyWithPublicKey(
      issuer.publicKey,
      'ECDSA_SHA_384',
      'RAW',
      certificate.signed,
      certificate.signature,
    ));
  if (!signed) throw new CryptoError('a certificate is not signed by the one before it');
}
