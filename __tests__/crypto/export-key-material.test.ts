import { createPrivateKey, createPublicKey } from 'node:crypto';
import { fromBase64Url } from '../../src/bytes/base64.js';
import { backend as node } from '../../src/crypto/backend/node/node-backend.js';
import { backend as web } from '../../src/crypto/backend/web/web-backend.js';
import { exportKeyMaterial } from '../../src/crypto/export-key-material.js';
import { generateKeyMaterial } from '../../src/crypto/key-material.js';
import { freshRandom } from '../../src/crypto/random-sources.js';
import type { KeySpecName } from '../../src/model/key-specs.js';

const material = (spec: KeySpecName) => generateKeyMaterial(spec, freshRandom(node), spec);

describe('exportKeyMaterial()', () => {
  it.each([
    ['SYMMETRIC_DEFAULT', 32],
    ['HMAC_224', 28],
    ['HMAC_256', 32],
    ['HMAC_384', 48],
    ['HMAC_512', 64],
  ] as const)('gives %s as %d bytes, and as k', async (spec, length) => {
    const exported = await exportKeyMaterial(node, material(spec));
    expect(Object.keys(exported).sort()).toEqual(['jwk', 'raw']);
    expect(exported.raw).toHaveLength(length);
    expect(fromBase64Url(exported.jwk.k as string)).toEqual(exported.raw);
  });

  // What node:crypto reads from the PKCS#8 is what the JWK says.
  it.each([
    'RSA_2048',
    'ECC_NIST_P256',
    'ECC_NIST_P384',
    'ECC_NIST_P521',
    'ECC_SECG_P256K1',
    'ECC_NIST_EDWARDS25519',
  ] as const)('gives %s as PKCS#8 and the private members of its JWK', async (spec) => {
    const { raw, pkcs8, jwk } = await exportKeyMaterial(node, material(spec));
    const key = createPrivateKey({ key: Buffer.from(pkcs8 as Uint8Array), format: 'der', type: 'pkcs8' });
    const theirs = key.export({ format: 'jwk' });
    const publicMembers = createPublicKey(key as never).export({ format: 'jwk' });
    expect({ ...publicMembers, ...jwk }).toEqual(theirs);
    if (spec === 'RSA_2048') expect(raw).toBeUndefined();
    else expect(fromBase64Url(theirs.d as string)).toEqual(raw);
  });

  it.each([
    ['ML_DSA_44', 32, 54],
    ['ML_DSA_65', 32, 54],
    ['ML_DSA_87', 32, 54],
    ['ML_KEM_512', 64, 86],
    ['ML_KEM_768', 64, 86],
    ['ML_KEM_1024', 64, 86],
  ] as const)('gives %s as a seed of %d bytes, also in PKCS#8', async (spec, seedBytes, pkcs8Bytes) => {
    const { raw, pkcs8, jwk } = await exportKeyMaterial(node, material(spec));
    expect(raw).toHaveLength(seedBytes);
    expect(pkcs8).toHaveLength(pkcs8Bytes);
    expect(pkcs8?.slice(-seedBytes)).toEqual(raw);
    expect(fromBase64Url(jwk.priv as string)).toEqual(raw);
  });

  it('gives the same on both backends', async () => {
    for (const spec of ['SM2', 'ECC_NIST_P256', 'RSA_2048', 'ML_KEM_768'] as const) {
      const key = material(spec);
      expect(await exportKeyMaterial(node, key)).toEqual(await exportKeyMaterial(web, key));
    }
  });
});
