import { fromBase64 } from '../../../bytes/base64.js';
import { refuseMaterial } from '../../../options/seeds/seed-checks.js';
import type { PrivateKeyForm } from './key-form.js';
import { PRIVATE_KEY_READERS } from './private-key-der.js';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;
// OpenSSL writes the curve beside the key, which names it again.
const BESIDE_A_KEY = 'EC PARAMETERS';

const ALLOWED = `PEM of one ${Object.keys(PRIVATE_KEY_READERS).join(', one ')}`;

/** The private key in a PEM text (RFC 7468). */
export function readPem(text: string, path: string): PrivateKeyForm {
  const blocks = [...text.matchAll(BLOCK)]
    .map(([, label = '', body = '']) => ({ label, body }))
    .filter(({ label }) => label !== BESIDE_A_KEY);
  const [block, ...more] = blocks;
  if (block === undefined)
    refuseMaterial(path, 'text without a PEM block', `${ALLOWED}; write { hex } or { base64 } for bytes`);
  if (more.length > 0) refuseMaterial(path, `PEM of ${blocks.map(({ label }) => label).join(' and ')}`, ALLOWED);
  const { label, body } = block;
  if (label === 'ENCRYPTED PRIVATE KEY' || body.includes('ENCRYPTED')) {
    refuseMaterial(path, 'an encrypted private key', `readable here: decrypt it first (openssl pkey -in key.pem)`);
  }
  const read = PRIVATE_KEY_READERS[label];
  if (read === undefined) refuseMaterial(path, `PEM of ${label}`, ALLOWED);
  return privateKeyIn(path, `PEM of ${label}`, () => read(fromBase64(body)));
}

/** Runs a reader of a private key; says what it was that could not be read. */
export function privateKeyIn(path: string, what: string, read: () => PrivateKeyForm | undefined): PrivateKeyForm {
  let found: PrivateKeyForm | undefined;
  try {
    found = read();
  } catch (error) {
    refuseMaterial(path, what, `a private key in strict DER (${(error as Error).message})`);
  }
  return found ?? refuseMaterial(path, what, 'a private key of a key spec of AWS KMS');
}
