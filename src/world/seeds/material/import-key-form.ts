import { toBase64 } from '../../../bytes/base64.js';
import { type KeySpecName, keySpec } from '../../../model/key-specs.js';
import { kindOf, refuse } from '../../../options/checks.js';
import { type CryptoBackend, CryptoError, type KeyMaterial } from '../../../ports/crypto-backend.js';
import { isPromise, type MaybePromise } from '../../../ports/maybe-promise.js';
import type { KeyForm, PrivateKeyForm } from './key-form.js';
import { privateKeyForm, readDer } from './private-key-form.js';

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
  if (form.form === 'private key') refuse(path, `expected key material of ${spec}; got a private key of ${form.spec}`);
  const [min, max] = range;
  const { length } = form.bytes;
  if (length < min || length > max) {
    refuse(
      path,
      `expected the ${min === max ? min : `${min} to ${max}`} bytes of a key of ${spec}; got ${kindOf(form.bytes)}`,
    );
  }
  return { spec, form: 'secret', value: toBase64(form.bytes) };
}

function importPrivateKey(
  crypto: CryptoBackend,
  form: PrivateKeyForm,
  spec: KeySpecName,
  path: string,
): MaybePromise<KeyMaterial> {
  if (form.spec !== spec) refuse(path, `expected a private key of ${spec}; got one of ${form.spec}`);
  function notImported(error: unknown): never {
    if (!(error instanceof CryptoError)) throw error;
    refuse(path, `this key of ${spec} is not sound: ${error.message}`);
  }
  try {
    const material = crypto.importPrivateKey(spec, form.pkcs8);
    return isPromise(material) ? material.catch(notImported) : material;
  } catch (error) {
    return notImported(error);
  }
}
