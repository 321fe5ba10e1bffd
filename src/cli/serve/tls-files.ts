import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TlsOptions } from '../../http-door/server/serve-options.js';
import { ClearError } from '../clear-error.js';
import { reading } from '../files.js';

const CERTIFICATE = 'a certificate in PEM';
const PRIVATE_KEY = 'a private key in PEM, without a passphrase';

/** Certificate and private key of two files: what Node would refuse, with the flag that named it. */
export function tlsOfFiles(certFile: string, keyFile: string): TlsOptions {
  const [certPlace, keyPlace] = [`--tls-cert ${certFile}`, `--tls-key ${keyFile}`];
  const cert = reading(certPlace, CERTIFICATE, () => readFileSync(certFile, 'utf8'));
  const key = reading(keyPlace, PRIVATE_KEY, () => readFileSync(keyFile, 'utf8'));
  const certificate = parsed(`${certPlace}: expected ${CERTIFICATE}`, () => new X509Certificate(cert));
  const privateKey = parsed(`${keyPlace}: expected ${PRIVATE_KEY}`, () => createPrivateKey(key));
  if (certificate.checkPrivateKey(privateKey)) return { cert, key };
  throw new ClearError(`[localkms] --tls-key ${keyFile}: it is not the private key of the certificate in ${certFile}`);
}

function parsed<T>(message: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new ClearError(`[localkms] ${message}`);
  }
}
