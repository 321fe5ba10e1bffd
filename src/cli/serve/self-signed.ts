import { generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { hostname } from 'node:os';
import type { TlsOptions } from '../../http-door/server/serve-options.js';
import { loadIssueCertificate } from './lazy.js';

/** A certificate that its own key signed, and that key: PEM. */
export interface SelfSigned extends TlsOptions {
  readonly cert: string;
  /** SHA-256, as browsers and `openssl x509 -fingerprint` show it. */
  readonly fingerprint: string;
}

const DAY = 86_400_000;
const LIFETIME = 365 * DAY;

/** Of this machine, and of the address that a server listens on. */
export async function selfSigned(host = '127.0.0.1', now: number = Date.now()): Promise<SelfSigned> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const request = {
    name: 'localkms',
    serialNumber: randomBytes(16),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }),
    // Other machines' clocks may be behind.
    notBefore: now - DAY,
    notAfter: now + LIFETIME,
    hosts: [...new Set(['localhost', '127.0.0.1', '::1', hostname(), host])],
  };
  const { issueCertificate } = await loadIssueCertificate();
  const der = await issueCertificate(request, (toBeSigned) => sign('sha384', toBeSigned, privateKey));
  const certificate = new X509Certificate(der);
  return {
    cert: certificate.toString(),
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    fingerprint: certificate.fingerprint256,
  };
}
