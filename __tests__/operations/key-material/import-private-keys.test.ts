import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { fromHex } from '../../../src/bytes/hex.js';
import { refusal } from '../../support/engine.js';
import {
  bytesOf,
  type ImportOptions,
  importKms,
  importMaterial,
  signingKey,
  type Wrap,
  wrapByNode,
} from '../../support/key-import.js';
import { curve, PRIVATE_KEY_SPECS, PRIVATE_KEYS, pkcs8, spki } from '../../support/private-keys.js';

const INCORRECT = { name: 'IncorrectKeyMaterialException', message: undefined };

describe('asymmetric keys', () => {
  const hybrid: ImportOptions = { algorithm: 'RSA_AES_KEY_WRAP_SHA_256' };

  it('refuse a private key of any other spec', async () => {
    const kms = importKms();
    for (const spec of PRIVATE_KEY_SPECS) {
      const KeyId = await signingKey(kms, spec);
      for (const other of PRIVATE_KEY_SPECS.filter((one) => one !== spec)) {
        const call = importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS[other]), {}, hybrid);
        expect(await refusal(call)).toEqual(INCORRECT);
      }
    }
  });

  it.each(PRIVATE_KEY_SPECS)('refuse for %s what is no PKCS#8 file', async (spec) => {
    const kms = importKms();
    const KeyId = await signingKey(kms, spec);
    const file = pkcs8(PRIVATE_KEYS[spec]);
    const pem = Buffer.from(PRIVATE_KEYS[spec].export({ format: 'pem', type: 'pkcs8' }));
    for (const bytes of [
      bytesOf(32),
      file.slice(0, -1),
      Buffer.concat([file, bytesOf(1)]),
      pem,
      spki(PRIVATE_KEYS[spec]),
    ]) {
      expect(await refusal(importMaterial(kms, KeyId, bytes, {}, hybrid))).toEqual(INCORRECT);
    }
  });

  it('do not care how PKCS#8 writes the same elliptic curve key', async () => {
    const kms = importKms();
    const KeyId = await signingKey(kms, 'ECC_NIST_P256');
    const { d } = PRIVATE_KEYS.ECC_NIST_P256.export({ format: 'jwk' });
    await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS.ECC_NIST_P256));
    // RFC 5915 without the public key, which is optional.
    const scalar = Buffer.from(d as string, 'base64url').toString('hex');
    const bare = fromHex(`3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420${scalar}`);
    expect(await importMaterial(kms, KeyId, bare)).toEqual({ KeyId });
  });

  it('do not care how RSAPrivateKey writes the same RSA key', async () => {
    const kms = importKms();
    const KeyId = await signingKey(kms, 'RSA_2048');
    await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS.RSA_2048), {}, hybrid);
    // RFC 8017 does not say which prime comes first.
    const jwk = PRIVATE_KEYS.RSA_2048.export({ format: 'jwk' });
    const number = (name: 'p' | 'q') => BigInt(`0x${Buffer.from(jwk[name] as string, 'base64url').toString('hex')}`);
    const qi = Buffer.from(inverse(number('p'), number('q')).toString(16).padStart(256, '0'), 'hex').toString(
      'base64url',
    );
    const swapped = { ...jwk, p: jwk.q, q: jwk.p, dp: jwk.dq, dq: jwk.dp, qi } as never;
    const file = pkcs8(createPrivateKey({ key: swapped, format: 'jwk' }));
    expect(Buffer.from(file)).not.toEqual(Buffer.from(pkcs8(PRIVATE_KEYS.RSA_2048)));
    expect(await importMaterial(kms, KeyId, file, {}, hybrid)).toEqual({ KeyId });
  });

  it.each(PRIVATE_KEY_SPECS)('%s keep one key material for life', async (spec) => {
    const kms = importKms();
    const KeyId = await signingKey(kms, spec);
    await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS[spec]), {}, hybrid);
    await kms.call('DeleteImportedKeyMaterial', { KeyId });
    const another = spec.startsWith('RSA')
      ? generateKeyPairSync('rsa', { modulusLength: Number(spec.slice(4)) }).privateKey
      : spec === 'ECC_NIST_EDWARDS25519'
        ? generateKeyPairSync('ed25519').privateKey
        : curve(String(PRIVATE_KEYS[spec].asymmetricKeyDetails?.namedCurve));
    expect(await refusal(importMaterial(kms, KeyId, pkcs8(another), {}, hybrid))).toEqual(INCORRECT);
    await importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS[spec]), {}, hybrid);
    const { PublicKey } = await kms.call('GetPublicKey', { KeyId });
    expect(Buffer.from(PublicKey)).toEqual(Buffer.from(spki(PRIVATE_KEYS[spec])));
  });

  it('refuse an AES key of another length than 32 bytes in front of the material', async () => {
    const kms = importKms();
    const KeyId = await signingKey(kms, 'ECC_NIST_P256');
    const wrap: Wrap = (publicKey, _algorithm, material) => {
      const aesKey = wrapByNode(publicKey, 'RSAES_OAEP_SHA_256', bytesOf(16));
      return Buffer.concat([aesKey, wrapByNode(publicKey, 'RSA_AES_KEY_WRAP_SHA_256', material).slice(256)]);
    };
    const call = importMaterial(kms, KeyId, pkcs8(PRIVATE_KEYS.ECC_NIST_P256), {}, { ...hybrid, wrap });
    expect(await refusal(call)).toEqual({ name: 'InvalidCiphertextException', message: undefined });
  });
});

describe('PKCS#8 files with altered bytes', () => {
  it.each(['ECC_NIST_P256', 'RSA_2048'] as const)('of %s are imported, or are incorrect key material', async (spec) => {
    const kms = importKms();
    const KeyId = await signingKey(kms, spec);
    const file = pkcs8(PRIVATE_KEYS[spec]);
    const hybrid: ImportOptions = { algorithm: 'RSA_AES_KEY_WRAP_SHA_256' };
    const alteration = fc.record({ at: fc.nat(file.length - 1), byte: fc.nat(255), cut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(alteration, { minLength: 1, maxLength: 3 }), async (alterations) => {
        let altered = file.slice();
        for (const { at, byte, cut } of alterations) {
          altered[at] = byte;
          if (cut) altered = altered.slice(0, Math.max(1, at));
        }
        if (Buffer.from(altered).equals(file)) return;
        const call = importMaterial(kms, KeyId, altered, {}, hybrid);
        // A file that is still a private key of the spec becomes the key's material for life; every other one is refused.
        const answer = await call.catch(() => refusal(call));
        if ('KeyId' in answer) await kms.call('DeleteImportedKeyMaterial', { KeyId });
        else expect(answer).toEqual(INCORRECT);
      }),
      { numRuns: 300 },
    );
  });
});

/** value⁻¹ modulo a prime, by Fermat. */
function inverse(value: bigint, prime: bigint): bigint {
  let [result, base, exponent] = [1n, value % prime, prime - 2n];
  for (; exponent > 0n; exponent >>= 1n, base = (base * base) % prime) {
    if (exponent & 1n) result = (result * base) % prime;
  }
  return result;
}
