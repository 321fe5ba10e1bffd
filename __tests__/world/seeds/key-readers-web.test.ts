import { generateKeyPairSync } from 'node:crypto';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { localKms } from '../../../src/local-kms.js';
import { KEY_ID } from './support.js';

jest.mock('#key-readers', () => jest.requireActual('../../../src/world/seeds/material/key-readers/web.js'));

const mockLoads = jest.fn();

jest.mock('../../../src/world/seeds/material/key-readers.js', () => {
  mockLoads();
  return jest.requireActual('../../../src/world/seeds/material/key-readers.js');
});

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

async function keyIdsAndSpecs(kms: ReturnType<typeof localKms>) {
  await kms.attach(new KMSClient({ region: 'us-east-1' })).send(new ListKeysCommand({}));
  return kms.keys().map(({ KeyId, KeySpec }) => [KeyId, KeySpec]);
}

describe('in a browser', () => {
  it.each([
    ['no key material', {}],
    ['bytes', { KeyMaterial: new Uint8Array(32) }],
    ['{ hex }', { KeyMaterial: { hex: 'a1'.repeat(32) } }],
    ['{ base64 }', { KeyMaterial: { base64: Buffer.alloc(32).toString('base64') } }],
  ])('a seed with %s is planted at once, and loads nothing', (_, seed) => {
    const kms = localKms({ keys: [{ KeyId: KEY_ID, ...seed }] });
    expect(kms.keys().map(({ KeyId }) => KeyId)).toEqual([KEY_ID]);
    expect(mockLoads).not.toHaveBeenCalled();
  });

  it('a seed that cannot be throws at once', () => {
    expect(() => localKms({ keys: [{ KeyMaterial: { hex: 'a1' } }] })).toThrow(
      '[localkms] options.keys[0].KeyMaterial: expected the 32 bytes of a key of SYMMETRIC_DEFAULT; got 1 bytes',
    );
  });

  it.each([
    ['PEM', privateKey.export({ format: 'pem', type: 'pkcs8' })],
    ['DER', privateKey.export({ format: 'der', type: 'pkcs8' })],
    ['a JWK', privateKey.export({ format: 'jwk' }) as object],
    ['a KeyObject', privateKey],
  ])('a private key as %s is there before the first call is answered', async (_, KeyMaterial) => {
    jest.useFakeTimers();
    const kms = localKms({ keys: [{ KeyId: KEY_ID, KeyUsage: 'SIGN_VERIFY', KeyMaterial }] });
    expect(kms.keys()).toEqual([]);
    expect(await keyIdsAndSpecs(kms)).toEqual([[KEY_ID, 'ECC_NIST_P256']]);
    jest.useRealTimers();
  });

  it('a private key that cannot be is the answer to every call', async () => {
    const kms = localKms({ keys: [{ KeyMaterial: 'tea' }] });
    for (let call = 0; call < 2; call++) {
      await expect(keyIdsAndSpecs(kms)).rejects.toThrow(
        '[localkms] options.keys[0].KeyMaterial: expected the PEM of one PRIVATE KEY',
      );
    }
  });
});
