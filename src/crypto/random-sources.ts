import { expand, extract, sha256 } from '../bytes/hashes.js';
import { toUtf8 } from '../bytes/utf8.js';
import { randomUuid } from '../bytes/uuid.js';
import type { CryptoBackend } from '../ports/crypto-backend.js';
import type { RandomSource } from '../ports/random-source.js';

/** Every choice anew. */
export function freshRandom(crypto: CryptoBackend): RandomSource {
  const random: RandomSource = {
    bytes: (length) => crypto.random(length),
    bytesOf: (_name, length) => crypto.random(length),
    uuid: () => randomUuid(crypto.random(16)),
    aside: () => random,
  };
  return random;
}

/** A seeded source, whose place in each of its streams can be kept and put back. */
export interface SeededRandom extends RandomSource {
  /** How many times each purpose was asked for. */
  turns(): Readonly<Record<string, number>>;
  restoreTurns(turns: Readonly<Record<string, number>>): void;
}

/** RFC 5869 gives at most 255 hashes from one `info`. */
const MAX_BYTES = 255 * 32;

/**
 * The same choices for the same seed, in any process, runtime and backend: HKDF-SHA-256 (RFC 5869) over the seed, with the
 * purpose and its turn as `info`. Purposes that `isFresh` tells are left to `crypto`: ciphertext and signatures stay
 * different each time unless asked otherwise.
 */
export function seededRandom(
  seed: string,
  crypto: CryptoBackend,
  isFresh: (purpose: string) => boolean,
  begun: Readonly<Record<string, number>> = {},
): SeededRandom {
  const key = extract(sha256, toUtf8(seed), toUtf8('localkms seed'));
  let turns = new Map(Object.entries(begun));
  const derive = (info: string, length: number): Uint8Array => {
    if (length > MAX_BYTES) throw new RangeError(`[localkms] a seeded choice has at most ${MAX_BYTES} bytes`);
    return expand(sha256, key, toUtf8(info), length);
  };
  const bytes = (length: number, purpose: string): Uint8Array => {
    if (isFresh(purpose)) return crypto.random(length);
    const turn = turns.get(purpose) ?? 0;
    turns.set(purpose, turn + 1);
    return derive(`${purpose}\0${turn}`, length);
  };
  return {
    bytes,
    uuid: (purpose) => randomUuid(bytes(16, purpose)),
    bytesOf: (name, length) => derive(name, length),
    aside: () => seededRandom(seed, crypto, isFresh, Object.fromEntries(turns)),
    turns: () => Object.fromEntries(turns),
    restoreTurns(kept) {
      turns = new Map(Object.entries(kept));
    },
  };
}
