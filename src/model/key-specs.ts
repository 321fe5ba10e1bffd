import type {
  EncryptionAlgorithmSpec,
  KeyAgreementAlgorithmSpec,
  KeyUsageType,
  MacAlgorithmSpec,
  OriginType,
  SigningAlgorithmSpec,
} from '@aws-sdk/client-kms';

/** Any algorithm a KMS key can name. */
export type Algorithm =
  | EncryptionAlgorithmSpec
  | SigningAlgorithmSpec
  | MacAlgorithmSpec
  | KeyAgreementAlgorithmSpec
  // EncapsulationAlgorithmSpec, which client-kms 3.622 does not have.
  | 'ML_KEM';

/** What makes two keys of "the same type" for UpdateAlias and for grants. */
export type KeyType = 'symmetric' | 'asymmetric' | 'hmac';

/** The mathematics below the spec; backends dispatch on it. */
export type KeyFamily = 'aes' | 'hmac' | 'rsa' | 'ec' | 'ed25519' | 'ml-dsa' | 'ml-kem' | 'sm2';

/** The families whose keys are key pairs. */
export type AsymmetricFamilyName = Exclude<KeyFamily, 'aes' | 'hmac'>;

export interface KeySpecRow {
  readonly type: KeyType;
  readonly family: KeyFamily;
  /** Allowed usages, each with its algorithms in the order that AWS lists them in KeyMetadata. */
  readonly usages: { readonly [usage in KeyUsageType]?: readonly Algorithm[] };
  readonly origins: readonly OriginType[];
  /** Where AWS offers the spec. */
  readonly regions: 'all' | 'china' | 'outside china';
  /** Bytes of the secret (key, scalar or seed); RSA: of the seed it is derived from. */
  readonly secretBytes: number;
  /** Elliptic curves: the order of the group. */
  readonly order?: bigint;
  /** RSA: bits of the modulus. */
  readonly modulusBits?: number;
  /** The hash of the HMAC or of the curve's ECDSA. */
  readonly hash?: 'SHA-224' | 'SHA-256' | 'SHA-384' | 'SHA-512' | 'SM3';
  /** GenerateDataKeyPair offers it as a KeyPairSpec. */
  readonly dataKeyPair: boolean;
  /** Symmetric and HMAC: bytes of key material that ImportKeyMaterial takes, lowest and highest. */
  readonly importBytes?: readonly [number, number];
  /** Where they differ in China Regions, whose symmetric cipher is SM4. */
  readonly importBytesInChina?: readonly [number, number];
  /** ML-KEM: bytes of the ciphertext. */
  readonly ciphertextBytes?: number;
}

const ANYWHERE: readonly OriginType[] = ['AWS_KMS', 'EXTERNAL'];

const RSA_ALGORITHMS: KeySpecRow['usages'] = {
  ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  SIGN_VERIFY: [
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
  ],
};

function rsa(modulusBits: number): KeySpecRow {
  return {
    type: 'asymmetric',
    family: 'rsa',
    usages: RSA_ALGORITHMS,
    origins: ANYWHERE,
    regions: 'all',
    secretBytes: 32,
    modulusBits,
    dataKeyPair: true,
  };
}

function nistCurve(secretBytes: number, bits: 256 | 384 | 512, order: bigint): KeySpecRow {
  return {
    type: 'asymmetric',
    family: 'ec',
    usages: { SIGN_VERIFY: [`ECDSA_SHA_${bits}`], KEY_AGREEMENT: ['ECDH'] },
    origins: ANYWHERE,
    regions: 'all',
    secretBytes,
    order,
    hash: `SHA-${bits}`,
    dataKeyPair: true,
  };
}

function hmac(bits: 224 | 256 | 384 | 512): KeySpecRow {
  return {
    type: 'hmac',
    family: 'hmac',
    usages: { GENERATE_VERIFY_MAC: [`HMAC_SHA_${bits}`] },
    origins: ANYWHERE,
    regions: 'all',
    secretBytes: bits / 8,
    hash: `SHA-${bits}`,
    dataKeyPair: false,
    importBytes: [bits / 8, 128],
  };
}

const ML_DSA: KeySpecRow = {
  type: 'asymmetric',
  family: 'ml-dsa',
  usages: { SIGN_VERIFY: ['ML_DSA_SHAKE_256'] },
  origins: ['AWS_KMS'],
  regions: 'all',
  secretBytes: 32,
  dataKeyPair: false,
};

function mlKem(ciphertextBytes: number): KeySpecRow {
  return {
    type: 'asymmetric',
    family: 'ml-kem',
    usages: { ENCAPSULATE_DECAPSULATE: ['ML_KEM'] },
    origins: ['AWS_KMS'],
    regions: 'outside china',
    secretBytes: 64,
    dataKeyPair: true,
    ciphertextBytes,
  };
}

/** The key specs of AWS KMS. */
export type KeySpecName =
  | 'SYMMETRIC_DEFAULT'
  | 'RSA_2048'
  | 'RSA_3072'
  | 'RSA_4096'
  | 'ECC_NIST_P256'
  | 'ECC_NIST_P384'
  | 'ECC_NIST_P521'
  | 'ECC_SECG_P256K1'
  | 'ECC_NIST_EDWARDS25519'
  | 'HMAC_224'
  | 'HMAC_256'
  | 'HMAC_384'
  | 'HMAC_512'
  | 'SM2'
  | 'ML_DSA_44'
  | 'ML_DSA_65'
  | 'ML_DSA_87'
  | 'ML_KEM_512'
  | 'ML_KEM_768'
  | 'ML_KEM_1024';

/**
 * What differs from key spec to key spec. What only one floor above needs stands there, in a table by spec of its own:
 * `crypto/key-files` (algorithm-identifiers, public-key, jose-names), `crypto/algorithms` (curves, ML-DSA, ML-KEM) and
 * `crypto/backend/web` (ec).
 * https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
export const KEY_SPECS = {
  SYMMETRIC_DEFAULT: {
    type: 'symmetric',
    family: 'aes',
    usages: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] },
    origins: ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'],
    regions: 'all',
    secretBytes: 32,
    dataKeyPair: false,
    importBytes: [32, 32],
    importBytesInChina: [16, 16],
  },
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
  // Orders: FIPS 186-5 / SP 800-186; SEC 2 for secp256k1; GB/T 32918.5 for SM2.
  ECC_NIST_P256: nistCurve(32, 256, 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n),
  ECC_NIST_P384: nistCurve(
    48,
    384,
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ),
  ECC_NIST_P521: nistCurve(
    66,
    512,
    0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  ),
  ECC_SECG_P256K1: {
    ...nistCurve(32, 256, 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n),
    usages: { SIGN_VERIFY: ['ECDSA_SHA_256'] },
  },
  ECC_NIST_EDWARDS25519: {
    type: 'asymmetric',
    family: 'ed25519',
    usages: { SIGN_VERIFY: ['ED25519_SHA_512', 'ED25519_PH_SHA_512'] },
    origins: ANYWHERE,
    regions: 'all',
    secretBytes: 32,
    dataKeyPair: true,
  },
  HMAC_224: hmac(224),
  HMAC_256: hmac(256),
  HMAC_384: hmac(384),
  HMAC_512: hmac(512),
  SM2: {
    type: 'asymmetric',
    family: 'sm2',
    usages: { ENCRYPT_DECRYPT: ['SM2PKE'], SIGN_VERIFY: ['SM2DSA'], KEY_AGREEMENT: ['ECDH'] },
    origins: ANYWHERE,
    regions: 'china',
    secretBytes: 32,
    order: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
    hash: 'SM3',
    dataKeyPair: true,
  },
  ML_DSA_44: ML_DSA,
  ML_DSA_65: ML_DSA,
  ML_DSA_87: ML_DSA,
  ML_KEM_512: mlKem(768),
  ML_KEM_768: mlKem(1088),
  ML_KEM_1024: mlKem(1568),
} as const satisfies { readonly [spec in KeySpecName]: KeySpecRow };

// Object.keys() promises no more than texts.
export const KEY_SPEC_NAMES = Object.keys(KEY_SPECS) as readonly KeySpecName[];

/** The specs of these families, in the order of the families; within one, in that of the table. */
export function namesOfSpecs(...families: readonly KeyFamily[]): KeySpecName[] {
  return families.flatMap((family) => KEY_SPEC_NAMES.filter((name) => keySpec(name).family === family));
}

/** Whether AWS has the spec in the Regions of a partition. */
export function isOffered(name: KeySpecName, partition: string): boolean {
  const { regions } = keySpec(name);
  return regions === 'all' || regions === (partition === 'aws-cn' ? 'china' : 'outside china');
}

/** The row of a spec, with every optional column readable. */
export function keySpec(name: KeySpecName): KeySpecRow {
  return KEY_SPECS[name];
}
