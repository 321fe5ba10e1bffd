import { createHmac, createSecretKey, webcrypto } from 'node:crypto';
import type { KeySpecName } from '../../../src/model/key-specs.js';
import type { KeyMaterialSeed } from '../../../src/options/seeds/key-seed.js';
import { CHINA, KEY_ID, seeded } from './support.js';

const SECRET = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex');

async function forms(secret: Buffer, algorithm: object, usage: string): Promise<[string, KeyMaterialSeed][]> {
  const cryptoKey = await webcrypto.subtle.importKey('raw', secret, algorithm as never, true, [usage as never]);
  return [
    ['bytes', new Uint8Array(secret)],
    ['a Buffer', secret],
    ['hex', { hex: secret.toString('hex') }],
    ['upper-case hex', { hex: secret.toString('hex').toUpperCase() }],
    ['base64', { base64: secret.toString('base64') }],
    ['a JWK', { kty: 'oct', k: secret.toString('base64url') }],
    ['a KeyObject', createSecretKey(secret)],
    ['a CryptoKey', cryptoKey],
  ];
}

describe('a seeded symmetric encryption key', () => {
  const EncryptionContext = { order: '42' };

  it('opens in every form of its key material what another world with that material encrypted', async () => {
    const first = await seeded({ keys: [{ KeyId: KEY_ID, KeyMaterial: { hex: SECRET.toString('hex') } }] });
    const { CiphertextBlob } = await first.call('Encrypt', {
      KeyId: KEY_ID,
      Plaintext: Buffer.from('tea'),
      EncryptionContext,
    });
    for (const [form, KeyMaterial] of await forms(SECRET, { name: 'AES-GCM' }, 'encrypt')) {
      const other = await seeded({ keys: [{ KeyId: KEY_ID, KeyMaterial }] });
      const { Plaintext } = await other.call('Decrypt', { CiphertextBlob, EncryptionContext });
      expect([form, Buffer.from(Plaintext).toString()]).toEqual([form, 'tea']);
    }
  });

  it('has 128 bits in China Regions, whose cipher is SM4', async () => {
    const kms = (await seeded({ keys: [{ KeyId: KEY_ID, KeyMaterial: SECRET.subarray(0, 16) }] }, CHINA)).as({
      region: CHINA,
    });
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId: KEY_ID, Plaintext: Buffer.from('tea') });
    const { Plaintext } = await kms.call('Decrypt', { CiphertextBlob });
    expect(Buffer.from(Plaintext).toString()).toBe('tea');
  });

  it('decrypts with all of its key materials and encrypts with the last', async () => {
    const [a, b] = ['a1', 'b2'].map((byte) => ({ KeyMaterial: { hex: byte.repeat(32) } })) as [
      { KeyMaterial: KeyMaterialSeed },
      { KeyMaterial: KeyMaterialSeed },
    ];
    const old = await seeded({ keys: [{ KeyId: KEY_ID, KeyMaterials: [a] }] });
    const rotated = await seeded({
      keys: [{ KeyId: KEY_ID, KeyMaterials: [a, { ...b, RotationDate: '2025-06-01' }] }],
    });
    const before = await old.call('Encrypt', { KeyId: KEY_ID, Plaintext: Buffer.from('old') });
    const after = await rotated.call('Encrypt', { KeyId: KEY_ID, Plaintext: Buffer.from('new') });
    const opened = await rotated.call('Decrypt', { CiphertextBlob: before.CiphertextBlob });
    expect(Buffer.from(opened.Plaintext).toString()).toBe('old');
    await expect(old.call('Decrypt', { CiphertextBlob: after.CiphertextBlob })).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
    const { KeyMetadata } = await rotated.call('DescribeKey', { KeyId: KEY_ID });
    const { Rotations } = await rotated.call('ListKeyRotations', { KeyId: KEY_ID });
    expect(Rotations).toEqual([
      expect.objectContaining({
        KeyMaterialId: KeyMetadata.CurrentKeyMaterialId,
        RotationDate: new Date('2025-06-01'),
        RotationType: 'ON_DEMAND',
      }),
    ]);
  });
});

const HMACS: readonly (readonly [KeySpecName, bits: number])[] = [
  ['HMAC_224', 224],
  ['HMAC_256', 256],
  ['HMAC_384', 384],
  ['HMAC_512', 512],
];

describe.each(HMACS)('a seeded key of %s', (KeySpec, bits) => {
  const secret = Buffer.alloc(bits / 8, 7);
  const Message = Buffer.from('order 42');
  const expected = createHmac(`sha${bits}`, secret).update(Message).digest('hex');

  it('makes the MAC that OpenSSL makes, in every form of its key material', async () => {
    for (const [form, KeyMaterial] of await forms(secret, { name: 'HMAC', hash: 'SHA-256' }, 'sign')) {
      const kms = await seeded({ keys: [{ KeyId: KEY_ID, KeySpec, KeyMaterial }] });
      const { Mac } = await kms.call('GenerateMac', { KeyId: KEY_ID, Message, MacAlgorithm: `HMAC_SHA_${bits}` });
      expect([form, Buffer.from(Mac).toString('hex')]).toEqual([form, expected]);
    }
  });
});
