import { type KeySpecName, keySpec } from '../../../model/key-specs.js';
import { kindOf, refuse } from '../../../options/checks.js';
import type { KeyForm, PrivateKeyForm } from './key-form.js';
import { privateKeyIn } from './pem.js';
import { privateKeyOf, readPrivateKey } from './private-key-der.js';

/** Bytes of exactly a spec's secret are that secret; all others are DER. */
export function privateKeyForm(form: KeyForm, spec: KeySpecName, path: string): PrivateKeyForm {
  if (form.form === 'private key') return form;
  if (form.form === 'secret key') refuse(path, `expected a private key of ${spec}; got a symmetric key`);
  const { modulusBits, secretBytes } = keySpec(spec);
  const bare = modulusBits === undefined && form.bytes.length === secretBytes;
  return bare ? privateKeyOf(spec, form.bytes) : readDer(form.bytes, path);
}

/** A private key in one of the forms that files have, without their label. */
export function readDer(bytes: Uint8Array, path: string): PrivateKeyForm {
  return privateKeyIn(path, kindOf(bytes), () => readPrivateKey(bytes));
}
