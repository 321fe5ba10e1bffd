import { toBase64 } from '../../../src/bytes/base64.js';
import { fromHex } from '../../../src/bytes/hex.js';
import { backend as node } from '../../../src/crypto/backend/node/node-backend.js';
import { backend as web } from '../../../src/crypto/backend/web/web-backend.js';
import type { KeySpecName } from '../../../src/model/key-specs.js';
import { CryptoError, type KeyMaterial } from '../../../src/ports/crypto-backend.js';

export const BACKENDS = [node, web].map((backend) => [backend.name, backend] as const);

export function material(spec: KeySpecName, secret: Uint8Array | string): KeyMaterial {
  const bytes = typeof secret === 'string' ? fromHex(secret) : secret;
  return { spec, form: 'secret', value: toBase64(bytes) };
}

export function ascii(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

export async function expectCryptoError(call: () => unknown): Promise<void> {
  await expect((async () => call())()).rejects.toBeInstanceOf(CryptoError);
}
