import { memoize } from '../../../../bytes/memoize.js';
import { CryptoError } from '../../../../ports/crypto-backend.js';
import { source, webcrypto } from '../../../../runtime/webcrypto.js';
import { encodePublicKey, type PublicKey } from '../../../key-files/public-key.js';

/** The name and the parameters that bind a CryptoKey. */
type KeyAlgorithm = RsaHashedImportParams | EcKeyImportParams;

/** A CryptoKey serves one algorithm and one use, so that a key may need several. */
const importsOf = memoize((_owner: object) => new Map<string, Promise<CryptoKey>>());

/** A private key for one use; its PKCS#8 is asked for only when the import is new. */
export function privateCryptoKey(
  owner: object,
  algorithm: KeyAlgorithm,
  usage: 'sign' | 'decrypt' | 'deriveBits',
  pkcs8: () => Promise<Uint8Array>,
): Promise<CryptoKey> {
  return remember(owner, algorithm, usage, async () => {
    return webcrypto().subtle.importKey('pkcs8', source(await pkcs8()), algorithm, false, [usage]);
  });
}

/** A public key for one use, `derive` being the peer's part of it. Throws a CryptoError for a point not on its curve. */
export function publicCryptoKey(
  publicKey: PublicKey,
  algorithm: KeyAlgorithm,
  usage: 'verify' | 'encrypt' | 'derive',
): Promise<CryptoKey> {
  return remember(publicKey, algorithm, usage, async () => {
    const usages: KeyUsage[] = usage === 'derive' ? [] : [usage];
    try {
      return await webcrypto().subtle.importKey('spki', source(encodePublicKey(publicKey)), algorithm, false, usages);
    } catch (error) {
      throw new CryptoError(`public key: ${String(error)}`);
    }
  });
}

function remember(
  owner: object,
  algorithm: KeyAlgorithm,
  usage: string,
  importKey: () => Promise<CryptoKey>,
): Promise<CryptoKey> {
  const imports = importsOf(owner);
  const id = [usage, ...Object.values(algorithm)].join(' ');
  const known = imports.get(id);
  if (known !== undefined) return known;
  const imported = importKey();
  imports.set(id, imported);
  // The derivation of an RSA key may fail and succeed the next time.
  imported.catch(() => imports.delete(id));
  return imported;
}
