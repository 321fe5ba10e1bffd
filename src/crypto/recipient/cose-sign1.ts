import { decode, encode } from 'cborg';
import { equal } from '../../bytes/bytes.js';
import { fromHex } from '../../bytes/hex.js';
import { CryptoError } from '../../ports/crypto-backend.js';
import { parse } from '../key-files/parse.js';

/** A signed message of RFC 9052 §4.2. */
export interface CoseSign1 {
  readonly payload: Uint8Array;
  /** r and s side by side (RFC 9053 §2.1). */
  readonly signature: Uint8Array;
}

/** The protected header { 1: -35 }: algorithm ES384. */
export const ES384_HEADER: Uint8Array = fromHex('a1013822');

const COSE_SIGN1_TAG = 18;

/** One CBOR value, strictly read; maps become `Map`s. */
export function decodeCbor(bytes: Uint8Array): unknown {
  return parse('CBOR', () =>
    decode(bytes, {
      useMaps: true,
      strict: true,
      rejectDuplicateMapKeys: true,
      tags: { [COSE_SIGN1_TAG]: (content) => content() },
    }),
  );
}

export function decodeCoseSign1(bytes: Uint8Array): CoseSign1 {
  const parts = decodeCbor(bytes);
  if (!Array.isArray(parts) || parts.length !== 4) throw new CryptoError('not a COSE_Sign1 structure');
  const [header, , payload, signature] = parts as unknown[];
  if (!(header instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array)) {
    throw new CryptoError('not a COSE_Sign1 structure');
  }
  if (!equal(header, ES384_HEADER)) throw new CryptoError('not signed with ES384');
  return { payload, signature };
}

/** The bytes that a COSE_Sign1 signs: its Sig_structure, without external data (RFC 9052 §4.4). */
export function signedBytes(payload: Uint8Array): Uint8Array {
  return encode(['Signature1', ES384_HEADER, new Uint8Array(0), payload]);
}
