import { toBase64 } from '../../../bytes/base64.js';
import { type KeySpecName, keySpec } from '../../../model/key-specs.js';
import { type CryptoBackend, CryptoError, type KeyMaterial } from '../../../ports/crypto-backend.js';
import { isPromise, type MaybePromise } from '../../../ports/maybe-promise.js';
import { refuseMaterial } from '../seed-checks.js';
import type { KeyForm, PrivateKeyForm } from './key-form.js';
import { privateKeyIn } from './pem.js';
import { privateKeyOf, readPrivateKey } from './private-key-der.js';

const DER_SEQUENCE = 0x30;
const SYMMETRIC_BYTES = 32;

/** The key spec of material that comes without one; undefined where it does not tell. */
export function specOfForm(form: KeyForm, path: string): KeySpecName | undefined {
  if (form.form === 'private key') return form.spec;
  const { bytes } = form;
  const isDer = form.form === 'bytes' && bytes.length > SYMMETRIC_BYTES && bytes[0] === DER_SEQUENCE;
  return isDer ? readDer(bytes, path).spec : undefined;
}

/** Key material of that spec, or an error that says why it is none. */
export function importKeyForm(
  crypto: CryptoBackend,
  form: KeyForm,
  { spec, partition, path }: { readonly spec: KeySpecName; readonly partition: string; readonly path: string },
): MaybePromise<KeyMaterial> {
  const { importBytes, importBytesInChina = importBytes } = keySpec(spec);
  const range = partition === 'aws-cn' ? importBytesInChina : importBytes;
  if (range === undefined) return importPrivateKey(crypto, privateKeyForm(form, spec, path), spec, path);
  if (form.form === 'private key') refuseMaterial(path, `a private key of ${form.spec}`, `key material of ${spec}`);
  const [min, max] = range;
  const { length } = form.bytes;
  if (length < min || length > max) {
    refuseMaterial(path, `${length} bytes`, `the ${min === max ? min : `${min} to ${max}`} bytes that ${spec} has`);
  }
  return { spec, form: 'secret', value: toBase64(form.bytes) };
}

/** Bytes of exactly a spec's secret are that secret; all others are DER. */
function privateKeyForm(form: KeyForm, spec: KeySpecName, path: string): PrivateKeyForm {
  if (form.form === 'private key') return form;
  if (form.form === 'secret key') refuseMaterial(path, 'a symmetric key', `a private key of ${spec}`);
  const { modulusBits, secretBytes } = keySpec(spec);
  const bare = modulusBits === undefined && form.bytes.length === secretBytes;
  return bare ? privateKeyOf(spec, form.bytes) : readDer(form.bytes, path);
}

function readDer(bytes: Uint8Array, path: string): PrivateKeyForm {
  return privateKeyIn(path, `${bytes.length} bytes`, () => readPrivateKey(bytes));
}

function importPrivateKey(
  crypto: CryptoBackend,
  form: PrivateKeyForm,
  spec: KeySpecName,
  path: string,
): MaybePromise<KeyMaterial> {
  if (form.spec !== spec) refuseMaterial(path, `a private key of ${form.spec}`, `one of ${spec}`);
  function refuse(error: unknown): never {
    if (!(error instanceof CryptoError)) throw error;
    refuseMaterial(path, `this key of ${spec}`, `a sound one (${error.message})`);
  }
  try {
    const material = crypto.importPrivateKey(spec, form.pkcs8);
    return isPromise(material) ? material.catch(refuse) : material;
  } catch (error) {
    return refuse(error);
  }
}
