import { createPrivateKey, createPublicKey } from 'node:crypto';
import { inspect } from 'node:util';
import { CreateKeyCommand, GetPublicKeyCommand, type KeySpec, type KeyUsageType, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from '../../src/index.js';

const kms = localKms();
const client = kms.attach(new KMSClient({ region: 'us-east-1' }));

async function newKey(KeySpec: KeySpec, KeyUsage: KeyUsageType): Promise<string> {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ KeySpec, KeyUsage }));
  return KeyMetadata?.KeyId as string;
}

describe('exportKeyMaterial', () => {
  it.each<[KeySpec, KeyUsageType]>([
    ['ECC_NIST_P256', 'SIGN_VERIFY'],
    ['ECC_SECG_P256K1', 'SIGN_VERIFY'],
    ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY'],
    ['RSA_2048', 'SIGN_VERIFY'],
  ])('of %s gives the private key of its PublicKey', async (spec, usage) => {
    const KeyId = await newKey(spec, usage);
    const { pkcs8 } = await kms.key(KeyId).exportKeyMaterial();
    const privateKey = createPrivateKey({ key: Buffer.from(pkcs8 as Uint8Array), format: 'der', type: 'pkcs8' });
    const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId }));
    expect(createPublicKey(privateKey).export({ format: 'der', type: 'spki' })).toEqual(
      Buffer.from(PublicKey as Uint8Array),
    );
  });

  it.each<[KeySpec, KeyUsageType, number]>([
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 32],
    ['HMAC_512', 'GENERATE_VERIFY_MAC', 64],
  ])('of %s gives its bytes, also as the k of a JWK', async (spec, usage, length) => {
    const exported = await kms.key(await newKey(spec, usage)).exportKeyMaterial();
    expect(exported.raw).toHaveLength(length);
    expect(Buffer.from(exported.jwk.k as string, 'base64url')).toEqual(Buffer.from(exported.raw as Uint8Array));
  });

  it('shows in no print, neither of the key nor of what it gave', async () => {
    const key = kms.key(await newKey('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'));
    const exported = await key.exportKeyMaterial();
    const hex = Buffer.from(exported.raw as Uint8Array);
    for (const text of [
      inspect(key),
      JSON.stringify(key),
      inspect(exported),
      JSON.stringify(exported),
      inspect(kms, { depth: 9 }),
      JSON.stringify(kms),
    ]) {
      expect(text).not.toContain(hex.toString('base64').slice(0, 16));
      expect(text).not.toContain(hex.toString('hex').slice(0, 16));
      expect(text).not.toContain([...hex.subarray(0, 6)].join(', '));
    }
  });

  it('refuses a material that the key does not have', async () => {
    const KeyId = await newKey('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
    const Arn = kms.key(KeyId).Arn;
    await expect(kms.key(KeyId).exportKeyMaterial('0'.repeat(64))).rejects.toThrow(
      `[localkms] ${Arn} has no key material ${'0'.repeat(64)}`,
    );
  });
});
