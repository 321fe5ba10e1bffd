import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeySpecName } from '../../../src/model/key-specs.js';
import type { CryptoBackend, KeyMaterial } from '../../../src/ports/crypto-backend.js';

const MESSAGE = new TextEncoder().encode('a message');
const CURVES: readonly KeySpecName[] = ['ECC_SECG_P256K1', 'ECC_NIST_P256'];

/** The node backend where the runtime's OpenSSL has none of these curves, as BoringSSL in Bun has no secp256k1. */
function backendWithoutCurves(): CryptoBackend {
  jest.resetModules();
  const refuse = () => {
    throw Object.assign(new Error('UNSUPPORTED_ALGORITHM'), { code: 'ERR_OSSL_EVP_UNSUPPORTED_ALGORITHM' });
  };
  jest.doMock('node:crypto', () => ({
    ...jest.requireActual('node:crypto'),
    createPrivateKey: refuse,
    createPublicKey: refuse,
  }));
  return require('../../../src/crypto/backend/node/node-backend.js').backend;
}

describe.each(CURVES)('%s in a runtime whose OpenSSL does not know it', (spec) => {
  const { backend: here }: { backend: CryptoBackend } = require('../../../src/crypto/backend/node/node-backend.js');
  const there = backendWithoutCurves();
  const value = Buffer.from(new Uint8Array(32).fill(7)).toString('base64');
  const key: KeyMaterial = { spec, form: 'secret', value };

  it('has the public key that OpenSSL computes', async () => {
    expect(await there.publicKey(key)).toEqual(await here.publicKey(key));
  });

  it('signs messages and digests that OpenSSL verifies', async () => {
    const publicKey = createPublicKey({
      key: Buffer.from(await there.publicKey(key)),
      format: 'der',
      type: 'spki',
    });
    const digest = await there.hash('SHA-256', MESSAGE);
    expect(verify('sha256', MESSAGE, publicKey, await there.sign(key, 'ECDSA_SHA_256', 'RAW', MESSAGE))).toBe(true);
    expect(verify('sha256', MESSAGE, publicKey, await there.sign(key, 'ECDSA_SHA_256', 'DIGEST', digest))).toBe(true);
  });

  it("verifies OpenSSL's signatures, and no other", async () => {
    const pkcs8 = Buffer.from(await there.privateKey(key));
    const signature = sign('sha256', MESSAGE, createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
    expect(await there.verify(key, 'ECDSA_SHA_256', 'RAW', MESSAGE, signature)).toBe(true);
    expect(await there.verify(key, 'ECDSA_SHA_256', 'RAW', MESSAGE.slice(1), signature)).toBe(false);
  });
});
