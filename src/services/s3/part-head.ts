import type { CryptoBackend } from '../../ports/crypto-backend.js';
import { changedWhereStored } from './changed.js';

/**
 * How a part is encrypted: its plaintext is cut into frames of 64 KiB, each of which AES-256-GCM encrypts by itself, with a
 * tag of its own. The nonce of a frame is 8 random bytes of the part and the number of the frame; the head, which tells how
 * long the part is, is authenticated with each. So a frame that is changed, missing or in another place is noticed.
 */
export interface PartHead {
  /** 8 bytes of randomness, 2 of the part's number, 6 of its length. */
  readonly bytes: Uint8Array;
  /** 0 for an object that was not uploaded in parts. */
  readonly number: number;
  /** Bytes of plaintext. */
  readonly length: number;
}

export const HEAD_LENGTH = 16;
export const FRAME = 64 * 1024;
export const TAG = 16;
/** The number that no frame has: what is not of the body is encrypted with it. */
export const ASIDE = 0xffff_ffff;
/** Bytes of what follows the body of a stream: its checksum, which is known when all is read. */
export const FOOTER = 192;

const RANDOM = 8;

export function newPartHead(crypto: CryptoBackend, number: number, length: number): PartHead {
  const bytes = new Uint8Array(HEAD_LENGTH);
  bytes.set(crypto.random(RANDOM));
  const view = new DataView(bytes.buffer);
  view.setUint16(RANDOM, number);
  view.setUint16(RANDOM + 2, length / 2 ** 32);
  view.setUint32(RANDOM + 4, length % 2 ** 32);
  return { bytes, number, length };
}

/** @throws Error where there are fewer bytes than a head has */
export function readPartHead(bytes: Uint8Array): PartHead {
  if (bytes.length < HEAD_LENGTH) throw changedWhereStored('is shorter than it was');
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEAD_LENGTH);
  const length = view.getUint16(RANDOM + 2) * 2 ** 32 + view.getUint32(RANDOM + 4);
  return { bytes, number: view.getUint16(RANDOM), length };
}

export function nonceOf(head: PartHead, frame: number): Uint8Array {
  const nonce = new Uint8Array(RANDOM + 4);
  nonce.set(head.bytes.subarray(0, RANDOM));
  new DataView(nonce.buffer).setUint32(RANDOM, frame);
  return nonce;
}

/** How many bytes the frames of a plaintext take; an empty one has a frame too. */
export function sealedLength(length: number): number {
  return length + TAG * Math.max(1, Math.ceil(length / FRAME));
}

/** The inverse of `sealedLength`. */
export function plainLength(sealed: number): number {
  return sealed - TAG * Math.ceil(sealed / (FRAME + TAG));
}
