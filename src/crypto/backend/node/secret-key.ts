import { createSecretKey } from 'node:crypto';
import { memoize } from '../../../bytes/memoize.js';
import { secretOf } from '../../key-files/secret.js';

/** A symmetric key as a KeyObject: native calls take it five times faster than raw bytes on Node 24. */
export const secretKey = memoize(createSecretKeyObject);

function createSecretKeyObject(material: Parameters<typeof secretOf>[0]) {
  return createSecretKey(secretOf(material));
}
