import { memo } from '../../src/bytes/memo.js';
import { backend } from '../../src/crypto/backend/node/node-backend.js';
import { CryptoError, type KeyMaterial } from '../../src/ports/crypto-backend.js';
import { fromWire, type RemoteAnswer, type RemoteCall, toWire } from './wire.js';

/** The same object for the same key material, so that its RSA key pair is derived once. */
const keyMaterialOf = memo(100, (json: string): KeyMaterial => JSON.parse(json));

/** Answers the page's calls of the node backend. */
export async function answer(text: string): Promise<string> {
  return toWire(await answered(fromWire<RemoteCall>(text)));
}

async function answered({ method, args }: RemoteCall): Promise<RemoteAnswer> {
  const call = backend[method] as (...args: readonly unknown[]) => unknown;
  try {
    return { value: await call(...args.map((arg) => (isKeyMaterial(arg) ? keyMaterialOf(JSON.stringify(arg)) : arg))) };
  } catch (error) {
    if (error instanceof CryptoError) return { cryptoError: error.message };
    throw error;
  }
}

function isKeyMaterial(arg: unknown): boolean {
  return typeof arg === 'object' && arg !== null && 'spec' in arg;
}
