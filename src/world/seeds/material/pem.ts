import { fromBase64 } from '../../../bytes/base64.js';
import { refuse, shown } from '../../../options/checks.js';
import type { PrivateKeyForm } from './key-form.js';
import { PRIVATE_KEY_READERS } from './private-key-der.js';

// The body ends at the next five dashes, whatever they begin, so that reading takes linear time.
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-(?!----)[^-]*)*)-----END \1-----/g;
// OpenSSL writes the curve beside the key, which names it again.
const BESIDE_A_KEY = 'EC PARAMETERS';

const ALLOWED = `the PEM of one ${Object.keys(PRIVATE_KEY_READERS).join(', one ')}`;

/** The private key in a PEM text (RFC 7468). */
export function readPem(text: string, path: string): PrivateKeyForm {
  const blocks = [...text.matchAll(BLOCK)]
    .map(([, label = '', body = '']) => ({ label, body }))
    .filter(({ label }) => label !== BESIDE_A_KEY);
  const [block, ...more] = blocks;
  if (block === undefined) {
    refuse(path, `expected ${ALLOWED}; got text without a PEM block (write { hex } or { base64 } for bytes)`);
  }
  if (more.length > 0) refuse(path, `expected ${ALLOWED}; got ${blocks.length} of them`);
  const { label, body } = block;
  if (label === 'ENCRYPTED PRIVATE KEY' || body.includes('ENCRYPTED')) {
    refuse(path, 'this private key is encrypted: decrypt it first, as with openssl pkey -in key.pem');
  }
  const read = PRIVATE_KEY_READERS[label];
  if (read === undefined) refuse(path, `expected ${ALLOWED}; got the PEM of ${shown(label)}`);
  return privateKeyIn(path, `PEM of ${label}`, () => read(fromBase64(body)));
}

/** Runs a reader of a private key; says what it was that could not be read. */
export function privateKeyIn(path: string, what: string, read: () => PrivateKeyForm | undefined): PrivateKeyForm {
  let found: PrivateKeyForm | undefined;
  try {
    found = read();
  } catch (error) {
    refuse(path, `expected a private key in strict DER; got ${what} (${(error as Error).message})`);
  }
  return found ?? refuse(path, `expected a private key of a key spec of AWS KMS; got ${what} of another kind`);
}
