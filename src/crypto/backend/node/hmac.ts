import { createHmac } from 'node:crypto';
import type { KeyMaterial } from '../../../ports/crypto-backend.js';
import { macHash } from '../../algorithms/mac-hash.js';
import { opensslName } from './hash.js';
import { ownBytes } from './own-bytes.js';
import { secretKey } from './secret-key.js';

export function mac(key: KeyMaterial, message: Uint8Array): Uint8Array {
  return ownBytes(
    createHmac(opensslName(macHash(key)), secretKey(key))
      .update(message)
      .digest(),
  );
}
