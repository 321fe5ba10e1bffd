import { CryptoError } from '../../ports/crypto-backend.js';

/** Runs a reader over bytes from outside; whatever it trips over is a CryptoError that says what could not be read. */
export function parse<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CryptoError) throw error;
    throw new CryptoError(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
