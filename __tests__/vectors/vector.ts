import { toBase64 } from '../../src/bytes/base64.js';
import { fromHex, toHex } from '../../src/bytes/hex.js';
import type { KeySpecName } from '../../src/model/key-specs.js';
import type { CryptoBackend, KeyMaterial } from '../../src/ports/crypto-backend.js';
import { askOnce } from './ask-once.js';
import type { Operations } from './operations.js';

/** One test of a Wycheproof file, or the group that it stands in: every member that is read here is text or a number. */
export interface Fields {
  readonly [member: string]: unknown;
}

export interface Vector extends Fields {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly comment?: string;
  readonly flags?: readonly string[];
}

export interface Group extends Fields {
  readonly tests: readonly Vector[];
}

/** Why AWS KMS, or its operations, have no way to carry a vector. */
export class NotCarried {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

export interface Suite {
  /** The whole name of a file without `_test.json`; its groups are given to `judge`. */
  readonly files: RegExp;
  /** True where the backend accepts the vector and its outputs are the vector's; false, or a CryptoError, where not. */
  judge(backend: CryptoBackend, vector: Vector, group: Group, name: RegExpExecArray): Promise<boolean | NotCarried>;
  /** The same of the operations of AWS KMS, once the private or secret key is imported; absent: there is only a public one. */
  operate?(kms: Operations, vector: Vector, group: Group, name: RegExpExecArray): Promise<boolean | NotCarried>;
  /** What AWS KMS must answer, where that is not simply what the vector says; undefined leaves both open. */
  expects?(vector: Vector, group: Group): boolean | undefined;
}

export function text(fields: Fields, member: string): string {
  return String(fields[member] ?? '');
}

export function bytes(fields: Fields, member: string): Uint8Array {
  return fromHex(text(fields, member));
}

export function material(spec: KeySpecName, secret: Uint8Array): KeyMaterial {
  return { spec, form: 'secret', value: toBase64(secret) };
}

/** The private key of a vector, read once per backend as it is by AWS KMS. */
export function importOnce(backend: CryptoBackend, spec: KeySpecName, pkcs8: Uint8Array): Promise<KeyMaterial> {
  return askOnce(backend, `import ${spec} ${toHex(pkcs8)}`, async () => backend.importPrivateKey(spec, pkcs8));
}

/** Operations for vectors whose keys AWS KMS generates alone. */
export function notImported(keys: string): NonNullable<Suite['operate']> {
  return async () => new NotCarried(`${keys} keys, which AWS KMS does not import`);
}
