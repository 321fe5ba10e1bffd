import type { EncryptionAlgorithmSpec, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { toBase64 } from '../../bytes/base64.js';
import { equal } from '../../bytes/bytes.js';
import { type Algorithm, type KeySpecName, keySpec } from '../../model/key-specs.js';
import { type CryptoBackend, CryptoError, type KeyMaterial } from '../../ports/crypto-backend.js';
import { type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import { isPublicKey } from '../key-files/point.js';
import type { DecodedPrivateKey } from '../key-files/private-key/codec.js';
import { decodePrivateKey, encodePrivateKey } from '../key-files/private-key/pkcs8.js';
import { decodePublicKey, encodePublicKey, type PublicKey } from '../key-files/public-key.js';
import { secretOf } from '../key-files/secret.js';
import type { AsymmetricFamilies, AsymmetricFamily } from './asymmetric-family.js';
import { type SigningRequest, signingRequest } from './signing-schemes.js';

/** What a backend does with key pairs. */
export type KeyPairOperations = Pick<
  CryptoBackend,
  | 'encrypt'
  | 'decrypt'
  | 'encryptToPublicKey'
  | 'sign'
  | 'verify'
  | 'verifyWithPublicKey'
  | 'deriveSharedSecret'
  | 'encapsulate'
  | 'decapsulate'
  | 'publicKey'
  | 'privateKey'
  | 'importPrivateKey'
>;

/** The mathematics of a runtime's families, behind encodings and judgements that are the same in every runtime. */
export function keyPairOperations(families: AsymmetricFamilies): KeyPairOperations {
  function familyOf(spec: KeySpecName): MaybePromise<AsymmetricFamily> {
    const { family } = keySpec(spec);
    if (family === 'aes' || family === 'hmac') throw new CryptoError(`${spec} is not an asymmetric key spec`);
    return families[family]();
  }

  /** One operation of a spec's family, sure to be there for that algorithm. */
  function able<Operation extends keyof AsymmetricFamily>(
    operation: Operation,
    spec: KeySpecName,
    algorithm: Algorithm,
  ): MaybePromise<Having<Operation>> {
    return whenReady(familyOf(spec), (family) => {
      const offered = Object.values(keySpec(spec).usages).some((algorithms) => algorithms.includes(algorithm));
      if (!offered || !has(family, operation)) throw new CryptoError(`${spec} has no ${algorithm}`);
      return family;
    });
  }

  function publicKeyOf(key: KeyMaterial): MaybePromise<PublicKey> {
    return whenReady(familyOf(key.spec), (family) => family.publicKey(key));
  }

  function encryptTo(publicKey: PublicKey, algorithm: EncryptionAlgorithmSpec, plaintext: Uint8Array) {
    return whenReady(able('encrypt', publicKey.spec, algorithm), (family) => {
      return family.encrypt(publicKey, algorithm, plaintext);
    });
  }

  function verifyWith(
    publicKey: PublicKey,
    algorithm: SigningAlgorithmSpec,
    request: SigningRequest,
    signature: Uint8Array,
  ) {
    return whenReady(able('verify', publicKey.spec, algorithm), (family) => {
      return family.verify(publicKey, request, signature);
    });
  }

  return {
    encrypt(key, algorithm, plaintext) {
      return whenReady(publicKeyOf(key), (publicKey) => encryptTo(publicKey, algorithm, plaintext));
    },
    decrypt(key, algorithm, ciphertext) {
      return whenReady(able('decrypt', key.spec, algorithm), (family) => family.decrypt(key, algorithm, ciphertext));
    },
    encryptToPublicKey(publicKey, hash, plaintext) {
      const algorithm = hash === 'SHA-1' ? 'RSAES_OAEP_SHA_1' : 'RSAES_OAEP_SHA_256';
      return encryptTo(decodePublicKey(publicKey), algorithm, plaintext);
    },
    sign(key, algorithm, messageType, message, { deterministic = false } = {}) {
      return whenReady(able('sign', key.spec, algorithm), (family) => {
        return family.sign(key, signingRequest(algorithm, messageType, message), deterministic);
      });
    },
    verify(key, algorithm, messageType, message, signature) {
      const request = signingRequest(algorithm, messageType, message);
      return whenReady(publicKeyOf(key), (publicKey) => verifyWith(publicKey, algorithm, request, signature));
    },
    verifyWithPublicKey(publicKey, algorithm, messageType, message, signature) {
      const request = signingRequest(algorithm, messageType, message);
      return verifyWith(decodePublicKey(publicKey), algorithm, request, signature);
    },
    async deriveSharedSecret(key, peerPublicKey) {
      const family = await able('deriveSharedSecret', key.spec, 'ECDH');
      const peer = decodePublicKey(peerPublicKey);
      if (peer.spec !== key.spec) throw new CryptoError(`public key: of ${peer.spec}, not of ${key.spec}`);
      return family.deriveSharedSecret(key, peer);
    },
    async encapsulate(key) {
      return (await able('encapsulate', key.spec, 'ML_KEM')).encapsulate(key);
    },
    async decapsulate(key, ciphertext) {
      const family = await able('decapsulate', key.spec, 'ML_KEM');
      if (ciphertext.length !== keySpec(key.spec).ciphertextBytes) throw new CryptoError('ciphertext length');
      return family.decapsulate(key, ciphertext);
    },
    async publicKey(key) {
      return encodePublicKey(await publicKeyOf(key));
    },
    async privateKey(key) {
      const family = await familyOf(key.spec);
      const secret = (await family.secret?.(key)) ?? secretOf(key);
      return encodePrivateKey(key.spec, secret, (await family.publicKey(key)).value);
    },
    importPrivateKey(spec, pkcs8) {
      const { secret, ...claims } = decodePrivateKey(spec, pkcs8);
      const key: KeyMaterial = { spec, form: 'secret', value: toBase64(secret) };
      if (claims.publicKey === undefined && claims.expandedKey === undefined) return key;
      return whenReady(familyOf(spec), (family) => whenReady(checkClaims(family, key, claims), () => key));
    },
  };
}

/** What a private key says besides its secret must follow from the secret. */
function checkClaims(family: AsymmetricFamily, key: KeyMaterial, claims: Claims): MaybePromise<void> {
  const { publicKey, expandedKey } = claims;
  const actual = publicKey && family.publicKey(key);
  return whenReady(actual, (known) => {
    if (publicKey && known && !isPublicKey(publicKey, known.value)) {
      throw new CryptoError('private key: with the public key of another');
    }
    return whenReady(expandedKey && family.expandedKey?.(key), (expanded) => {
      if (expandedKey && !(expanded && equal(expanded, expandedKey))) {
        throw new CryptoError('private key: expanded from another seed');
      }
    });
  });
}

type Claims = Omit<DecodedPrivateKey, 'secret'>;

type Having<Operation extends keyof AsymmetricFamily> = AsymmetricFamily & Required<Pick<AsymmetricFamily, Operation>>;

function has<Operation extends keyof AsymmetricFamily>(
  family: AsymmetricFamily,
  operation: Operation,
): family is Having<Operation> {
  return family[operation] !== undefined;
}
