import { equal } from '../../src/bytes/bytes.js';
import { integer, octetString, sequence } from '../../src/bytes/der.js';
import { toHex } from '../../src/bytes/hex.js';
import { algorithmIdentifier } from '../../src/crypto/key-files/algorithm-identifiers.js';
import { encodePrivateKey } from '../../src/crypto/key-files/private-key/pkcs8.js';
import { encodePublicKey } from '../../src/crypto/key-files/public-key.js';
import type { KeySpecName } from '../../src/model/key-specs.js';
import { askOnce } from './ask-once.js';
import { bytes, importOnce, NotCarried, notImported, type Suite, text, type Vector } from './vector.js';

const ALGORITHM = 'ML_DSA_SHAKE_256';
/** Of deterministic signatures one backend is asked: both have them from the same JavaScript, which is slow. */
const DETERMINISTIC = {};
const CONTEXT = new NotCarried('ML-DSA with a context');

export const mlDsaVerify: Suite = {
  files: /^mldsa_(44|65|87)_verify$/,
  async judge(backend, vector, group, [, set]) {
    if (hasContext(vector)) return CONTEXT;
    const spki = encodePublicKey({ spec: `ML_DSA_${set}` as KeySpecName, value: bytes(group, 'publicKey') });
    return backend.verifyWithPublicKey(spki, ALGORITHM, 'RAW', bytes(vector, 'msg'), bytes(vector, 'sig'));
  },
};

export const mlDsaSign: Suite = {
  files: /^mldsa_(44|65|87)_sign_seed$/,
  async judge(backend, vector, group, [, set]) {
    if (hasContext(vector)) return CONTEXT;
    const spec = `ML_DSA_${set}` as KeySpecName;
    const key = await importOnce(backend, spec, encodePrivateKey(spec, bytes(group, 'privateSeed')));
    const signature = bytes(vector, 'sig');
    const spki = encodePublicKey({ spec, value: bytes(group, 'publicKey') });
    if (!equal(await backend.publicKey(key), spki)) return false;
    for (const [member, messageType] of [
      ['msg', 'RAW'],
      ['mu', 'EXTERNAL_MU'],
    ] as const) {
      if (vector[member] === undefined) continue;
      const message = bytes(vector, member);
      if (!(await backend.verify(key, ALGORITHM, messageType, message, signature))) return false;
      // Randomness of the vector's choice cannot be given.
      if (vector.flags?.includes('Randomized')) continue;
      const question = [key.spec, key.value, messageType, toHex(message)].join(' ');
      const ours = await askOnce(DETERMINISTIC, question, async () =>
        backend.sign(key, ALGORITHM, messageType, message, { deterministic: true }),
      );
      if (!equal(ours, signature)) return false;
    }
    return true;
  },
  operate: notImported('ML-DSA'),
};

/** The signatures were made by expanded private keys, which AWS KMS does not take; their public keys verify them. */
export const mlDsaExpanded: Suite = {
  files: /^mldsa_(44|65|87)_sign_noseed$/,
  async judge(backend, vector, group, [, set]) {
    if (hasContext(vector)) return CONTEXT;
    if (vector.result !== 'valid') return new NotCarried('expanded ML-DSA private keys');
    const spki = encodePublicKey({ spec: `ML_DSA_${set}` as KeySpecName, value: bytes(group, 'publicKey') });
    const [member, messageType] =
      vector.msg === undefined ? (['mu', 'EXTERNAL_MU'] as const) : (['msg', 'RAW'] as const);
    return backend.verifyWithPublicKey(spki, ALGORITHM, messageType, bytes(vector, member), bytes(vector, 'sig'));
  },
  operate: notImported('ML-DSA'),
};

export const mlKem: Suite = {
  files: /^mlkem_(512|768|1024)$/,
  async judge(backend, vector, _group, [, set]) {
    const spec = `ML_KEM_${set}` as KeySpecName;
    const key = await importOnce(backend, spec, encodePrivateKey(spec, bytes(vector, 'seed')));
    const spki = encodePublicKey({ spec, value: bytes(vector, 'ek') });
    const sharedSecret = await backend.decapsulate(key, bytes(vector, 'c'));
    return equal(sharedSecret, bytes(vector, 'K')) && equal(await backend.publicKey(key), spki);
  },
  operate: notImported('ML-KEM'),
};

export const mlKemKeys: Suite = {
  files: /^mlkem_(512|768|1024)_keygen_seed$/,
  async judge(backend, vector, _group, [, set]) {
    const spec = `ML_KEM_${set}` as KeySpecName;
    const both = sequence(octetString(bytes(vector, 'seed')), octetString(bytes(vector, 'dk')));
    const pkcs8 = sequence(integer(Uint8Array.of(0)), algorithmIdentifier(spec), octetString(both));
    const key = await importOnce(backend, spec, pkcs8);
    return equal(await backend.publicKey(key), encodePublicKey({ spec, value: bytes(vector, 'ek') }));
  },
  operate: notImported('ML-KEM'),
};

function hasContext(vector: Vector): boolean {
  return text(vector, 'ctx') !== '';
}
