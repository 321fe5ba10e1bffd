import { compactVerify, exportJWK, importJWK, importSPKI, jwtVerify, SignJWT } from 'jose';
import { toBase64Url } from '../../../src/bytes/base64.js';
import { decodeSignature } from '../../../src/crypto/key-files/ec/ecdsa-signature.js';
import { testKms } from '../../support/engine.js';
import { createKey, privateKeyOf, publicKeyOf } from '../../support/keys.js';

/** JWS algorithm, key spec, signing algorithm; ECDSA: bytes of r and of s, which JWS has side by side. */
const ALGORITHMS = [
  ['RS256', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256', 0],
  ['RS384', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_384', 0],
  ['RS512', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512', 0],
  ['PS256', 'RSA_2048', 'RSASSA_PSS_SHA_256', 0],
  ['PS384', 'RSA_2048', 'RSASSA_PSS_SHA_384', 0],
  ['PS512', 'RSA_2048', 'RSASSA_PSS_SHA_512', 0],
  ['ES256', 'ECC_NIST_P256', 'ECDSA_SHA_256', 32],
  ['ES384', 'ECC_NIST_P384', 'ECDSA_SHA_384', 48],
  ['ES512', 'ECC_NIST_P521', 'ECDSA_SHA_512', 66],
  ['EdDSA', 'ECC_NIST_EDWARDS25519', 'ED25519_SHA_512', 0],
] as const;

describe('JSON Web Tokens', () => {
  const kms = testKms();

  it.each(ALGORITHMS)('%s: jose verifies what Sign of a %s key made', async (alg, spec, SigningAlgorithm, width) => {
    const KeyId = await createKey(kms, spec, 'SIGN_VERIFY');
    const parts = [
      { alg, kid: KeyId },
      { sub: 'someone', iat: 1 },
    ].map((part) => toBase64Url(Buffer.from(JSON.stringify(part))));
    const { Signature } = await kms.call('Sign', { KeyId, SigningAlgorithm, Message: Buffer.from(parts.join('.')) });
    const signature = width === 0 ? Signature : (decodeSignature(Signature, width) as Uint8Array);
    const token = `${parts.join('.')}.${toBase64Url(signature)}`;
    const { PublicKey } = await kms.call('GetPublicKey', { KeyId });
    const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(PublicKey).toString('base64')}\n-----END PUBLIC KEY-----`;
    const { payload, protectedHeader } = await jwtVerify(token, await importSPKI(pem, alg));
    expect([payload.sub, protectedHeader.alg]).toEqual(['someone', alg]);
    const jwk = await exportJWK(await publicKeyOf(kms, KeyId));
    await expect(compactVerify(token, await importJWK(jwk, alg))).resolves.toBeDefined();
    const altered = `${token.slice(0, -8)}AAAA${token.slice(-4)}`;
    await expect(compactVerify(altered, await importJWK(jwk, alg))).rejects.toThrow('signature verification failed');
  });

  it('of jose verify with Verify', async () => {
    for (const [alg, spec, SigningAlgorithm] of ALGORITHMS.filter(([name]) => !name.startsWith('ES'))) {
      const KeyId = await createKey(kms, spec, 'SIGN_VERIFY');
      const token = await new SignJWT({}).setProtectedHeader({ alg }).sign(await privateKeyOf(kms, KeyId));
      const at = token.lastIndexOf('.');
      const input = {
        Message: Buffer.from(token.slice(0, at)),
        Signature: Buffer.from(token.slice(at + 1), 'base64url'),
      };
      await expect(kms.call('Verify', { KeyId, SigningAlgorithm, ...input })).resolves.toMatchObject({
        SignatureValid: true,
      });
    }
  });
});
