import { createPublicKey, generateKeyPairSync, verify as verifyNatively } from 'node:crypto';
import { DisableKeyCommand, GetPublicKeyCommand, type KeySpec, KMSClient, VerifyCommand } from '@aws-sdk/client-kms';
import * as jose from 'jose';
import { createKmsKeySet, type JoseAlgorithmName, jwks, signJwt } from '../../src/jose/jose.js';
import { localKms } from '../../src/local-kms.js';
import type { KeySeed } from '../../src/options/seeds/key-seed.js';

const CLAIMS = { sub: 'alice', iss: 'shop', admin: true, exp: 4102444800 };

/** Key ids that tell the spec they stand for. */
const KEYS: readonly (KeySeed & { KeyId: string; KeySpec: KeySpec })[] = (
  [
    'RSA_2048',
    'ECC_NIST_P256',
    'ECC_NIST_P384',
    'ECC_NIST_P521',
    'ECC_SECG_P256K1',
    'ECC_NIST_EDWARDS25519',
    'ML_DSA_44',
    'ML_DSA_65',
    'ML_DSA_87',
  ] as const
).map((KeySpec, at) => ({
  KeySpec,
  KeyId: `0000000${at}-1111-4111-8111-111111111111`,
  Alias: `alias/${KeySpec}`,
  KeyUsage: 'SIGN_VERIFY',
  ...(KeySpec === 'RSA_2048' && { KeyMaterial: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }),
}));

const kms = localKms({
  region: 'eu-west-1',
  keys: [
    ...KEYS,
    { KeySpec: 'SYMMETRIC_DEFAULT' },
    { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
    { KeySpec: 'ML_KEM_512' },
    { KeySpec: 'HMAC_256' },
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyState: 'Disabled' },
  ],
});
const client = kms.attach(new KMSClient({ region: 'eu-west-1' }));

function keyOf(spec: KeySpec): string {
  return KEYS.find(({ KeySpec }) => KeySpec === spec)?.KeyId as string;
}

const ALGORITHMS: readonly (readonly [JoseAlgorithmName, KeySpec])[] = [
  ['ES256', 'ECC_NIST_P256'],
  ['ES384', 'ECC_NIST_P384'],
  ['ES512', 'ECC_NIST_P521'],
  ['RS256', 'RSA_2048'],
  ['RS384', 'RSA_2048'],
  ['RS512', 'RSA_2048'],
  ['PS256', 'RSA_2048'],
  ['PS384', 'RSA_2048'],
  ['PS512', 'RSA_2048'],
  ['EdDSA', 'ECC_NIST_EDWARDS25519'],
  ['Ed25519', 'ECC_NIST_EDWARDS25519'],
];

const ML_DSA: readonly (readonly [JoseAlgorithmName, KeySpec])[] = [
  ['ML-DSA-44', 'ML_DSA_44'],
  ['ML-DSA-65', 'ML_DSA_65'],
  ['ML-DSA-87', 'ML_DSA_87'],
];

/** jose has ML-DSA where WebCrypto has it, from Node 24 on. */
const HAS_ML_DSA = Number(process.versions.node.split('.')[0]) >= 24;
const SIGNED_AND_VERIFIED = [...ALGORITHMS, ...(HAS_ML_DSA ? ML_DSA : [])];

/** A token whose signature is another one of the same length. */
function forged(token: string): string {
  const at = token.lastIndexOf('.') + 10;
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
}

describe.each(SIGNED_AND_VERIFIED)('signJwt with %s', (alg, spec) => {
  it('makes a token that jose verifies with the key of GetPublicKey', async () => {
    const token = await signJwt(client, keyOf(spec), CLAIMS, { alg });
    const { payload, protectedHeader } = await jose.jwtVerify(token, createKmsKeySet(client), { issuer: 'shop' });
    expect(payload).toEqual(CLAIMS);
    expect(protectedHeader).toEqual({ typ: 'JWT', alg, kid: keyOf(spec) });
    await expect(jose.jwtVerify(forged(token), createKmsKeySet(client))).rejects.toThrow(
      'signature verification failed',
    );
  });

  it('makes a token that jose verifies with the JWK Set', async () => {
    const token = await signJwt(client, `alias/${spec}`, CLAIMS, { alg, header: { typ: 'at+jwt' } });
    const keySet = jose.createLocalJWKSet((await jwks(client)) as jose.JSONWebKeySet);
    const { payload, protectedHeader } = await jose.jwtVerify(token, keySet, { typ: 'at+jwt' });
    expect(payload).toEqual(CLAIMS);
    expect(protectedHeader.kid).toBe(keyOf(spec));
  });
});

describe.each(ALGORITHMS.filter(([alg]) => !alg.startsWith('Ed')))('signJwt with %s', (alg, spec) => {
  it('signs the digest of what is longer than AWS KMS takes', async () => {
    const token = await signJwt(client, keyOf(spec), { ...CLAIMS, scope: 'a'.repeat(5000) }, { alg });
    const { payload } = await jose.jwtVerify(token, createKmsKeySet(client));
    expect(payload.scope).toHaveLength(5000);
    expect(kms.calls({ operation: 'Sign' }).at(-1)?.input).toMatchObject({ MessageType: 'DIGEST' });
  });
});

describe('signJwt with ES256K', () => {
  it('makes a token that OpenSSL and Verify take; jose 6 has no ES256K, and createKmsKeySet says so', async () => {
    const KeyId = keyOf('ECC_SECG_P256K1');
    const token = await signJwt(client, KeyId, CLAIMS, { alg: 'ES256K' });
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const { keys } = await jwks(client, [KeyId]);
    const key = createPublicKey({ key: keys[0] as never, format: 'jwk' });
    const raw = Buffer.from(signature, 'base64url');
    const input = Buffer.from(`${header}.${payload}`);
    expect(verifyNatively('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
    await expect(jose.importJWK(keys[0] as jose.JWK, 'ES256K')).rejects.toThrow(jose.errors.JOSENotSupported);
    await expect(jose.jwtVerify(token, createKmsKeySet(client))).rejects.toThrow(
      '[localkms] alg: ES256K is not an algorithm of jose since its version 6; send the signature to Verify of AWS KMS, or use another library',
    );
  });
});

describe('signJwt with ML-DSA', () => {
  it.each(ML_DSA)('makes with %s a token that Verify takes', async (alg, spec) => {
    const token = await signJwt(client, keyOf(spec), CLAIMS, { alg });
    const at = token.lastIndexOf('.');
    const { SignatureValid } = await client.send(
      new VerifyCommand({
        KeyId: keyOf(spec),
        SigningAlgorithm: 'ML_DSA_SHAKE_256',
        Message: Buffer.from(token.slice(0, at)),
        Signature: Buffer.from(token.slice(at + 1), 'base64url'),
      }),
    );
    expect(SignatureValid).toBe(true);
  });
});

describe('signJwt', () => {
  it.each([
    [
      'HS256',
      'HMAC_256',
      '[localkms] signJwt: alg: expected one of ES256, ES384, ES512, ES256K, RS256, RS384, RS512, PS256, PS384, PS512, EdDSA, Ed25519, ML-DSA-44, ML-DSA-65, ML-DSA-87; got "HS256"',
    ],
    [
      'ES256',
      'ECC_SECG_P256K1',
      `[localkms] signJwt: ES256 is not an algorithm of ${keyOf('ECC_SECG_P256K1')}, a key of ECC_SECG_P256K1: only ES256K`,
    ],
    [
      'ML-DSA-44',
      'ML_DSA_87',
      `[localkms] signJwt: ML-DSA-44 is not an algorithm of ${keyOf('ML_DSA_87')}, a key of ML_DSA_87: only ML-DSA-87`,
    ],
  ] as const)('refuses %s of a key of %s', async (alg, spec, message) => {
    const KeyId = keyOf(spec) ?? keyOf('ECC_NIST_P256');
    await expect(signJwt(client, KeyId, CLAIMS, { alg: alg as JoseAlgorithmName })).rejects.toThrow(
      new TypeError(message),
    );
  });

  it('refuses a key that signs nothing', async () => {
    const [symmetric] = kms.keys().filter(({ KeySpec }) => KeySpec === 'SYMMETRIC_DEFAULT');
    const KeyId = symmetric?.KeyId as string;
    await expect(signJwt(client, KeyId, CLAIMS, { alg: 'ES256' })).rejects.toThrow(
      new TypeError(
        `[localkms] signJwt: ES256 is not an algorithm of ${KeyId}, a key of SYMMETRIC_DEFAULT: JOSE has none`,
      ),
    );
  });

  it('refuses with EdDSA more than AWS KMS signs', async () => {
    const claims = { scope: 'a'.repeat(4096) };
    await expect(signJwt(client, keyOf('ECC_NIST_EDWARDS25519'), claims, { alg: 'EdDSA' })).rejects.toThrow(
      /^\[localkms\] signJwt: \d+ bytes to sign are more than the 4096 that AWS KMS signs with EdDSA$/,
    );
  });

  it('passes on what AWS KMS refuses', async () => {
    await expect(signJwt(client, 'alias/nowhere', CLAIMS, { alg: 'ES256' })).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });
});

describe('jwks', () => {
  it('has every enabled signing key, as OpenSSL writes it, and no other', async () => {
    const { keys } = await jwks(client);
    expect(keys.map(({ kid }) => kid)).toEqual(KEYS.map(({ KeyId }) => KeyId));
    expect(keys.map(({ kty, crv, alg, use }) => [kty, crv, alg, use])).toEqual([
      ['RSA', undefined, undefined, 'sig'],
      ['EC', 'P-256', 'ES256', 'sig'],
      ['EC', 'P-384', 'ES384', 'sig'],
      ['EC', 'P-521', 'ES512', 'sig'],
      ['EC', 'secp256k1', 'ES256K', 'sig'],
      ['OKP', 'Ed25519', undefined, 'sig'],
      ['AKP', undefined, 'ML-DSA-44', 'sig'],
      ['AKP', undefined, 'ML-DSA-65', 'sig'],
      ['AKP', undefined, 'ML-DSA-87', 'sig'],
    ]);
    for (const { kid, use: _use, alg: _alg, ...jwk } of keys.filter(({ kty }) => kty !== 'AKP')) {
      const key = await client.send(new GetPublicKeyCommand({ KeyId: kid }));
      const written = createPublicKey({ key: Buffer.from(key.PublicKey as Uint8Array), format: 'der', type: 'spki' });
      expect(jwk).toEqual(written.export({ format: 'jwk' }));
    }
  });

  it('has the given keys, and is asked of a world too', async () => {
    const { keys } = await jwks(kms, ['alias/ECC_NIST_P256']);
    expect(keys).toEqual((await jwks(client, [keyOf('ECC_NIST_P256')])).keys);
    expect(keys).toHaveLength(1);
  });

  it('pages through all keys', async () => {
    const many = localKms({
      region: 'us-east-1',
      keys: Array.from({ length: 1001 }, (_, at) => (at === 1000 ? { KeySpec: 'ECC_NIST_EDWARDS25519' as const } : {})),
    });
    expect((await jwks(many)).keys).toHaveLength(1);
  });
});

describe('createKmsKeySet', () => {
  const kid = keyOf('ECC_NIST_P256');
  const notAKey = (value: unknown) =>
    `[localkms] kid: ${JSON.stringify(value)} is not the key id of a key that signs these tokens`;

  it.each([
    [undefined],
    ['alias/ECC_NIST_P256'],
    ['arn:aws:kms:eu-west-1:666666666666:key/00000001-1111-4111-8111-111111111111'],
    [`arn:aws:kms:eu-west-1:000000000000:key/${kid}`],
    [42],
  ])('asks for no key named %j', async (given) => {
    await expect(createKmsKeySet(client)({ kid: given as string, alg: 'ES256' })).rejects.toThrow(
      new TypeError(notAKey(given)),
    );
  });

  it('takes the tokens of the given keys only', async () => {
    const getKey = createKmsKeySet(client, { keyIds: [keyOf('RSA_2048')] });
    const token = await signJwt(client, kid, CLAIMS, { alg: 'ES256' });
    await expect(jose.jwtVerify(token, getKey)).rejects.toThrow(notAKey(kid));
    const other = await signJwt(client, keyOf('RSA_2048'), CLAIMS, { alg: 'PS256' });
    expect((await jose.jwtVerify(other, getKey)).payload).toEqual(CLAIMS);
  });

  it('gives no key for the tokens of a key that does not sign', async () => {
    const [agreement] = kms.keys().filter(({ KeyUsage }) => KeyUsage === 'KEY_AGREEMENT');
    await expect(createKmsKeySet(kms)({ kid: agreement?.KeyId as string, alg: 'ES256' })).rejects.toThrow(
      `[localkms] kid: ${agreement?.KeyId} is not a key whose signatures JOSE has`,
    );
  });

  it('still finds the key of a token once that key is disabled', async () => {
    const world = localKms({
      region: 'eu-west-1',
      keys: [{ KeyId: kid, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }],
    });
    const token = await signJwt(world, kid, CLAIMS, { alg: 'ES256' });
    await world.attach(new KMSClient({})).send(new DisableKeyCommand({ KeyId: kid }));
    expect((await jose.jwtVerify(token, createKmsKeySet(world))).payload).toEqual(CLAIMS);
    await expect(signJwt(world, kid, CLAIMS, { alg: 'ES256' })).rejects.toMatchObject({ name: 'DisabledException' });
  });
});
