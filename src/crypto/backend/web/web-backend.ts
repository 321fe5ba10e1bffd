import { once } from '../../../bytes/memoize.js';
import type { CryptoBackend } from '../../../ports/crypto-backend.js';
import { whenReady } from '../../../ports/maybe-promise.js';
import { open, seal } from './aes.js';
import { loadLazyOperations } from './lazy.js';
import { random } from './random.js';

const lazy = once(async () => (await loadLazyOperations()).lazyOperations);

/** Cryptography by WebCrypto, with JavaScript for what it lacks. All but symmetric encryption loads at its first use. */
export const backend: CryptoBackend = {
  name: 'web',
  random,
  seal,
  open,
  hash: (...given) => whenReady(lazy(), ({ hash }) => hash(...given)),
  mac: (...given) => whenReady(lazy(), ({ mac }) => mac(...given)),
  encrypt: (...given) => whenReady(lazy(), ({ encrypt }) => encrypt(...given)),
  decrypt: (...given) => whenReady(lazy(), ({ decrypt }) => decrypt(...given)),
  encryptToPublicKey: (...given) => whenReady(lazy(), ({ encryptToPublicKey }) => encryptToPublicKey(...given)),
  sign: (...given) => whenReady(lazy(), ({ sign }) => sign(...given)),
  verify: (...given) => whenReady(lazy(), ({ verify }) => verify(...given)),
  verifyWithPublicKey: (...given) => whenReady(lazy(), ({ verifyWithPublicKey }) => verifyWithPublicKey(...given)),
  deriveSharedSecret: (...given) => whenReady(lazy(), ({ deriveSharedSecret }) => deriveSharedSecret(...given)),
  encapsulate: (...given) => whenReady(lazy(), ({ encapsulate }) => encapsulate(...given)),
  decapsulate: (...given) => whenReady(lazy(), ({ decapsulate }) => decapsulate(...given)),
  publicKey: (...given) => whenReady(lazy(), ({ publicKey }) => publicKey(...given)),
  privateKey: (...given) => whenReady(lazy(), ({ privateKey }) => privateKey(...given)),
  importPrivateKey: (...given) => whenReady(lazy(), ({ importPrivateKey }) => importPrivateKey(...given)),
  wrapKey: (...given) => whenReady(lazy(), ({ wrapKey }) => wrapKey(...given)),
  unwrapKey: (...given) => whenReady(lazy(), ({ unwrapKey }) => unwrapKey(...given)),
  encryptCbc: (...given) => whenReady(lazy(), ({ encryptCbc }) => encryptCbc(...given)),
};
