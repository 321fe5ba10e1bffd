import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TlsOptions } from '../../http-door/server/serve-options.js';
import { ClearError } from '../clear-error.js';
import { reading } from './reading.js';

/** Certificate and private key of two files: what Node would refuse, with the flag that named it. */
export function tlsOfFiles(certFile: string, keyFile: string): TlsOptions {
  const cert = reading('--tls-cert', certFile, () => readFileSync(certFile, 'utf8'));
  const key = reading('--tls-key', keyFile, () => readFileSync(keyFile, 'utf8'));
  const certificate = parsed(`--tls-cert ${certFile}: expected a certificate in PEM`, () => new X509Certificate(cert));
  const privateKey = parsed(`--tls-key ${keyFile}: expected a private key in PEM, without a passphrase`, () =>
    createPrivateKey(key),
  );
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
