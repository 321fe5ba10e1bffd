import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TlsOptions } from '../../http-door/server/serve-options.js';
import { writing } from '../files.js';
import { exportLine } from './client-variables.js';
import { selfSigned } from './self-signed.js';

/** What clients need to know of a certificate that no authority signed. */
export interface Trust {
  /** The file that has it. */
  readonly ca: string;
  readonly fingerprint: string;
}

/** Makes a certificate and writes it, without its key, to a file. */
export async function trusted(file: string, host: string | undefined): Promise<{ tls: TlsOptions; trust: Trust }> {
  const { cert, key, fingerprint } = await selfSigned(host);
  const ca = resolve(file);
  writing(`--tls-ca ${file}`, 'a file to write the certificate to', () => writeFileSync(ca, cert));
  return { tls: { cert, key }, trust: { ca, fingerprint } };
}

/** What Node, and AWS's tools of other languages, read. https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html */
export function trustVariables({ ca }: Trust): Readonly<Record<string, string>> {
  return { NODE_EXTRA_CA_CERTS: ca, AWS_CA_BUNDLE: ca };
}

export function trustLines(trust: Trust): string {
  return `${exportLine(trustVariables(trust))}  SHA-256 ${trust.fingerprint}\n`;
}
