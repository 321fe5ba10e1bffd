import { toBase64 } from '../../src/bytes/base64.js';
import { KEY_SPEC_NAMES, type KeySpecName, keySpec } from '../../src/model/key-specs.js';
import { CryptoError, type KeyMaterial } from '../../src/ports/crypto-backend.js';

export const MESSAGE = bytes(1000, 11);
export const SPECS = KEY_SPEC_NAMES;
export const ASYMMETRIC = SPECS.filter((spec) => keySpec(spec).type === 'asymmetric');

const keys = new Map<KeySpecName, KeyMaterial>();

/** One key per spec for all tests: RSA is derived once per backend, from a seed whose primes are near. */
export function keyOf(spec: KeySpecName): KeyMaterial {
  const rsa = keySpec(spec).family === 'rsa';
  const form = rsa ? 'seed' : 'secret';
  const known = keys.get(spec) ?? { spec, form, value: toBase64(secretFor(spec, rsa ? 9 : 1)) };
  keys.set(spec, known);
  return known;
}

export function secretFor(spec: KeySpecName, seed: number): Uint8Array {
  const secret = bytes(keySpec(spec).secretBytes, seed);
  // Below the order of every curve, P-521's 521 bits included.
  if (keySpec(spec).order !== undefined) secret[0] = 0;
  return secret;
}

export function materialOf(spec: KeySpecName, secret: Uint8Array): KeyMaterial {
  return { spec, form: 'secret', value: toBase64(secret) };
}

/** Bytes that look random and are the same at each run. */
export function bytes(length: number, seed: number): Uint8Array {
  let state = seed * 2654435761 + 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

export function flip(original: Uint8Array, at: number): Uint8Array {
  return original.map((byte, i) => (i === at ? byte ^ 1 : byte));
}

/** A plain array that owns all of its memory: no Buffer and no window into a pool. */
export function plain(value: Uint8Array): Uint8Array {
  expect(Object.getPrototypeOf(value)).toBe(Uint8Array.prototype);
  expect([value.byteOffset, value.buffer.byteLength]).toEqual([0, value.length]);
  return value;
}

/** Whether it throws or rejects. */
export async function expectCryptoError(call: () => unknown): Promise<void> {
  await expect((async () => call())()).rejects.toBeInstanceOf(CryptoError);
}
