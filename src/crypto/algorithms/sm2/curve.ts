import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { fromBigInt } from '../../../bytes/integer.js';
import { parse } from '../../key-files/parse.js';

/** GB/T 32918.5-2017. */
export const CURVE = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
} as const;

export const Point = weierstrass<bigint>(CURVE);

export type CurvePoint = InstanceType<typeof Point>;

/** Throws a CryptoError for what is not a point of the curve. */
export function pointOf(encoded: Uint8Array): CurvePoint {
  return parse('public key', () => Point.fromBytes(encoded));
}

/** A coordinate or scalar at its width of 32 bytes. */
export function field(value: bigint): Uint8Array {
  return fromBigInt(value, 32);
}

/** Non-negative modulo the order. */
export function modOrder(value: bigint): bigint {
  return ((value % CURVE.n) + CURVE.n) % CURVE.n;
}
