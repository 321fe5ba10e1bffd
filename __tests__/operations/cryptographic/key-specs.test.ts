import type { KeyUsageType } from '@aws-sdk/client-kms';
import { KEY_SPECS, type KeySpecName } from '../../../src/model/key-specs.js';
import { refusal, testKms } from '../../support/engine.js';
import { CHINA, createKey, where } from '../../support/keys.js';

const RSA_SIGNING = [
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
];
const RSA = { ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'], SIGN_VERIFY: RSA_SIGNING };
const ML_DSA = { SIGN_VERIFY: ['ML_DSA_SHAKE_256'] };
const ML_KEM = { ENCAPSULATE_DECAPSULATE: ['ML_KEM'] };

/** Every key spec with its usages, each with its algorithms in the order in which AWS lists them. */
const MATRIX: { readonly [spec in KeySpecName]: { readonly [usage in KeyUsageType]?: readonly string[] } } = {
  SYMMETRIC_DEFAULT: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] },
  RSA_2048: RSA,
  RSA_3072: RSA,
  RSA_4096: RSA,
  ECC_NIST_P256: { SIGN_VERIFY: ['ECDSA_SHA_256'], KEY_AGREEMENT: ['ECDH'] },
  ECC_NIST_P384: { SIGN_VERIFY: ['ECDSA_SHA_384'], KEY_AGREEMENT: ['ECDH'] },
  ECC_NIST_P521: { SIGN_VERIFY: ['ECDSA_SHA_512'], KEY_AGREEMENT: ['ECDH'] },
  ECC_SECG_P256K1: { SIGN_VERIFY: ['ECDSA_SHA_256'] },
  ECC_NIST_EDWARDS25519: { SIGN_VERIFY: ['ED25519_SHA_512', 'ED25519_PH_SHA_512'] },
  HMAC_224: { GENERATE_VERIFY_MAC: ['HMAC_SHA_224'] },
  HMAC_256: { GENERATE_VERIFY_MAC: ['HMAC_SHA_256'] },
  HMAC_384: { GENERATE_VERIFY_MAC: ['HMAC_SHA_384'] },
  HMAC_512: { GENERATE_VERIFY_MAC: ['HMAC_SHA_512'] },
  SM2: { ENCRYPT_DECRYPT: ['SM2PKE'], SIGN_VERIFY: ['SM2DSA'], KEY_AGREEMENT: ['ECDH'] },
  ML_DSA_44: ML_DSA,
  ML_DSA_65: ML_DSA,
  ML_DSA_87: ML_DSA,
  ML_KEM_512: ML_KEM,
  ML_KEM_768: ML_KEM,
  ML_KEM_1024: ML_KEM,
};

const MEMBERS = {
  ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
  SIGN_VERIFY: 'SigningAlgorithms',
  GENERATE_VERIFY_MAC: 'MacAlgorithms',
  KEY_AGREEMENT: 'KeyAgreementAlgorithms',
  ENCAPSULATE_DECAPSULATE: 'EncapsulationAlgorithms',
} as const;

const SPECS = Object.keys(MATRIX) as KeySpecName[];
const USAGES = Object.keys(MEMBERS) as KeyUsageType[];
const PAIRS = SPECS.flatMap((spec) => USAGES.map((usage) => [spec, usage] as const));

/** The members of KeyMetadata and of GetPublicKey that name algorithms. */
function algorithmMembers(output: object): object {
  return Object.fromEntries(Object.entries(output).filter(([name]) => name.endsWith('Algorithms')));
}

describe('Key specs and key usages', () => {
  const kms = testKms();

  it('are all there', () => {
    expect(SPECS).toHaveLength(20);
    expect(Object.keys(KEY_SPECS)).toEqual(SPECS);
    expect(PAIRS).toHaveLength(100);
  });

  it.each(PAIRS)('%s for %s', async (KeySpec, KeyUsage) => {
    const algorithms = MATRIX[KeySpec][KeyUsage];
    const create = where(kms, KeySpec).call('CreateKey', { KeySpec, KeyUsage });
    if (algorithms === undefined) {
      expect(await refusal(create)).toEqual({
        name: 'ValidationException',
        message: `KeyUsage ${KeyUsage} is not compatible with KeySpec ${KeySpec}`,
      });
      return;
    }
    const { KeyMetadata } = await create;
    expect(KeyMetadata).toMatchObject({ KeySpec, CustomerMasterKeySpec: KeySpec, KeyUsage, Enabled: true });
    expect(algorithmMembers(KeyMetadata)).toEqual({ [MEMBERS[KeyUsage]]: algorithms });
  });

  it('SM2 is in China Regions alone, ML_KEM outside them', async () => {
    const cases = [
      [kms, 'SM2', 'SIGN_VERIFY'],
      [kms.as({ region: CHINA }), 'ML_KEM_768', 'ENCAPSULATE_DECAPSULATE'],
    ] as const;
    for (const [place, KeySpec, KeyUsage] of cases) {
      expect(await refusal(place.call('CreateKey', { KeySpec, KeyUsage }))).toEqual({
        name: 'UnsupportedOperationException',
        message: `KeySpec ${KeySpec} is not supported in this Region`,
      });
    }
  });

  it('a key usage is needed but for symmetric encryption keys', async () => {
    for (const KeySpec of SPECS.filter((spec) => spec !== 'SYMMETRIC_DEFAULT')) {
      expect(await refusal(where(kms, KeySpec).call('CreateKey', { KeySpec }))).toEqual({
        name: 'ValidationException',
        message: 'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
      });
    }
    expect((await kms.call('CreateKey', {})).KeyMetadata.KeyUsage).toBe('ENCRYPT_DECRYPT');
  });
});

describe('GetPublicKey', () => {
  const kms = testKms();
  const asymmetric = PAIRS.filter(([spec, usage]) => {
    const secret = spec === 'SYMMETRIC_DEFAULT' || spec.startsWith('HMAC');
    return MATRIX[spec][usage] !== undefined && !secret && spec !== 'RSA_3072' && spec !== 'RSA_4096';
  });

  it.each(asymmetric)('%s for %s: its members, of which one names algorithms', async (spec, usage) => {
    const place = where(kms, spec);
    const KeyId = await createKey(place, spec, usage);
    const output = await place.call('GetPublicKey', { KeyId });
    expect(output).toEqual({
      KeyId,
      PublicKey: expect.any(Uint8Array),
      CustomerMasterKeySpec: spec,
      KeySpec: spec,
      KeyUsage: usage,
      [MEMBERS[usage]]: MATRIX[spec][usage],
    });
    expect(Object.keys(output).slice(0, 5)).toEqual([
      'KeyId',
      'PublicKey',
      'CustomerMasterKeySpec',
      'KeySpec',
      'KeyUsage',
    ]);
    expect((await place.call('GetPublicKey', { KeyId })).PublicKey).toEqual(output.PublicKey);
  });

  it.each([
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
    ['HMAC_224', 'GENERATE_VERIFY_MAC'],
    ['HMAC_256', 'GENERATE_VERIFY_MAC'],
    ['HMAC_384', 'GENERATE_VERIFY_MAC'],
    ['HMAC_512', 'GENERATE_VERIFY_MAC'],
  ] as const)('%s for %s: has none, and AWS does not say why', async (spec, usage) => {
    const KeyId = await createKey(kms, spec, usage);
    const refused = { name: 'UnsupportedOperationException', message: undefined };
    expect(await refusal(kms.call('GetPublicKey', { KeyId }))).toEqual(refused);
    // The key state comes first.
    await kms.call('ScheduleKeyDeletion', { KeyId });
    expect(await refusal(kms.call('GetPublicKey', { KeyId }))).toEqual({
      name: 'KMSInvalidStateException',
      message: `${KeyId} is pending deletion.`,
    });
  });

  it('answers for a disabled key', async () => {
    const KeyId = await createKey(kms, 'ECC_NIST_P256', 'SIGN_VERIFY');
    await kms.call('DisableKey', { KeyId });
    await expect(kms.call('GetPublicKey', { KeyId })).resolves.toMatchObject({ KeyId });
  });
});
