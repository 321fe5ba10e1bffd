import { generateKeyPairSync } from 'node:crypto';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { localKms } from '../../../src/local-kms.js';

jest.mock('#seeds', () => jest.requireActual('../../../src/world/seeds/seeds-web.js'));

const mockLoads = jest.fn();

jest.mock('../../../src/world/seeds/plant-seeds.js', () => {
  mockLoads();
  return jest.requireActual('../../../src/world/seeds/plant-seeds.js');
});

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const SYMMETRIC = 'SYMMETRIC_DEFAULT';
const P256 = 'ECC_NIST_P256';

async function keyIdsAndSpecs(kms: ReturnType<typeof localKms>) {
  await kms.attach(new KMSClient({ region: 'us-east-1' })).send(new ListKeysCommand({}));
  return kms.keys().map(({ KeyId, KeySpec }) => [KeyId, KeySpec]);
}

describe('in a browser', () => {
  it('a world without seeds loads nothing that plants them', async () => {
    expect(await keyIdsAndSpecs(localKms())).toEqual([]);
    expect(mockLoads).not.toHaveBeenCalled();
  });

  it.each([
    ['no key material', SYMMETRIC, {}],
    ['bytes', SYMMETRIC, { KeyMaterial: new Uint8Array(32) }],
    ['{ hex }', SYMMETRIC, { KeyMaterial: { hex: 'a1'.repeat(32) } }],
    ['PEM', P256, { KeyMaterial: privateKey.export({ format: 'pem', type: 'pkcs8' }) }],
    ['DER', P256, { KeyMaterial: privateKey.export({ format: 'der', type: 'pkcs8' }) }],
    ['a JWK', P256, { KeyMaterial: privateKey.export({ format: 'jwk' }) as object }],
    ['a KeyObject', P256, { KeyMaterial: privateKey }],
  ])('a seed with %s is there before the first call is answered', async (_, spec, seed) => {
    jest.useFakeTimers();
    const usage = spec === P256 ? ({ KeyUsage: 'SIGN_VERIFY' } as const) : {};
    const kms = localKms({ keys: [{ KeyId: KEY_ID, ...usage, ...seed }] });
    expect(kms.keys()).toEqual([]);
    expect(await keyIdsAndSpecs(kms)).toEqual([[KEY_ID, spec]]);
    jest.useRealTimers();
  });

  it('reset goes back to the seeds', async () => {
    const kms = localKms({ keys: [{ KeyId: KEY_ID }] });
    expect(await keyIdsAndSpecs(kms)).toHaveLength(1);
    kms.reset();
    expect(kms.keys().map(({ KeyId }) => KeyId)).toEqual([KEY_ID]);
  });

  it.each([
    ['a private key', { KeyMaterial: 'tea' }, 'options.keys[0].KeyMaterial: expected the PEM of one PRIVATE KEY'],
    [
      'key material',
      { KeyMaterial: { hex: 'a1' } },
      'options.keys[0].KeyMaterial: expected the 32 bytes of a key of SYMMETRIC_DEFAULT; got 1 byte',
    ],
  ])('%s that cannot be is the answer to every call', async (_, seed, message) => {
    const kms = localKms({ keys: [seed] });
    for (let call = 0; call < 2; call++) {
      await expect(keyIdsAndSpecs(kms)).rejects.toThrow(`[localkms] ${message}`);
    }
  });
});
