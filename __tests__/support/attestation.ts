import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'cborg';

/** A P-384 key and its certificate (DER), made by OpenSSL. */
export interface Authority {
  readonly name: string;
  readonly key: KeyObject;
  readonly certificate: Uint8Array;
}

/** A certificate of that name, signed by the issuer or by itself, valid from now on for a year. */
export function certificateAuthority({
  name,
  issuer,
  extensions,
}: {
  name: string;
  issuer?: Authority;
  /** In the words of openssl-x509v3_config. */
  extensions: string;
}): Authority {
  const directory = mkdtempSync(join(tmpdir(), 'certificate-'));
  const file = (fileName: string) => join(directory, fileName);
  try {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    writeFileSync(file('key.pem'), pem(privateKey));
    writeFileSync(file('extensions.cnf'), `${extensions}\n`);
    openssl(['req', '-new', '-sha384', '-key', file('key.pem'), '-subj', `/CN=${name}`, '-out', file('request.pem')]);
    const signer = ['-signkey', file('key.pem')];
    if (issuer !== undefined) {
      writeFileSync(file('issuer.der'), issuer.certificate);
      writeFileSync(file('issuer-key.pem'), pem(issuer.key));
      signer.splice(0, 2, '-CA', file('issuer.der'), '-CAform', 'DER', '-CAkey', file('issuer-key.pem'));
      signer.push('-set_serial', String(Math.floor(Math.random() * 1e9)));
    }
    openssl([
      ...['x509', '-req', '-sha384', '-days', '365', '-in', file('request.pem')],
      ...['-extfile', file('extensions.cnf'), '-outform', 'DER', '-out', file('certificate.der')],
      ...signer,
    ]);
    return { name, key: privateKey, certificate: new Uint8Array(readFileSync(file('certificate.der'))) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** COSE_Sign1 (RFC 9052) of a payload by ES384, tagged. */
export function signDocument({ key }: Authority, payload: object): Uint8Array {
  const header = encode(new Map([[1, -35]]));
  const content = encode(payload);
  const signed = encode(['Signature1', header, new Uint8Array(0), content]);
  const signature = new Uint8Array(sign('sha384', signed, { key, dsaEncoding: 'ieee-p1363' }));
  const COSE_SIGN1_TAG = 0xd2;
  return new Uint8Array([COSE_SIGN1_TAG, ...encode([header, {}, content, signature])]);
}

function pem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }) as string;
}

function openssl(arguments_: readonly string[]): void {
  execFileSync('openssl', arguments_, { stdio: 'pipe' });
}
