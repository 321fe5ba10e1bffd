import type { KeyObject } from 'node:crypto';
import * as nodeCrypto from 'node:crypto';
import type { AsymmetricFamily } from '../../algorithms/asymmetric-family.js';
import { mlKem as inJavaScript } from '../../algorithms/lattice/ml-kem.js';
import { privateKeyObject, publicKeyObject, publicKeyOf } from './native-keys.js';
import { knowsNatively } from './native-specs.js';
import { ownBytes } from './own-bytes.js';
import { random } from './random.js';

/** Node 24.7 and later have these; the types are of the oldest Node that this package runs on. */
interface KeyEncapsulation {
  encapsulate?(key: KeyObject): { sharedKey: Uint8Array; ciphertext: Uint8Array };
  decapsulate?(key: KeyObject, ciphertext: Uint8Array): Uint8Array;
}

const { encapsulate, decapsulate } = nodeCrypto as KeyEncapsulation;
const javaScript = inJavaScript(random);

export const mlKem: AsymmetricFamily =
  encapsulate !== undefined && decapsulate !== undefined && knowsNatively('ML_KEM_512')
    ? {
        ...javaScript,
        publicKey: publicKeyOf,
        async encapsulate(material) {
          const { sharedKey, ciphertext } = encapsulate(publicKeyObject(publicKeyOf(material)));
          return { sharedSecret: ownBytes(sharedKey), ciphertext: ownBytes(ciphertext) };
        },
        decapsulate: (material, ciphertext) => ownBytes(decapsulate(privateKeyObject(material), ciphertext)),
      }
    : javaScript;
