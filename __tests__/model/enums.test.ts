import { ENUMS } from '../../src/model/everyday-enums.js';
import { LAZY_ENUMS } from '../../src/model/lazy-enums.js';

// As a ValidationException of AWS KMS prints them.
it.each([
  [
    'KeySpec',
    ENUMS.KeySpec,
    'RSA_2048, RSA_3072, RSA_4096, ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521, ECC_SECG_P256K1, ECC_NIST_EDWARDS25519, SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512, SM2, ML_DSA_44, ML_DSA_65, ML_DSA_87, ML_KEM_512, ML_KEM_768, ML_KEM_1024',
  ],
  [
    'CustomerMasterKeySpec',
    ENUMS.CustomerMasterKeySpec,
    'RSA_2048, RSA_3072, RSA_4096, ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521, ECC_SECG_P256K1, SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512, SM2',
  ],
  [
    'KeyPairSpec',
    LAZY_ENUMS.DataKeyPairSpec,
    'RSA_2048, RSA_3072, RSA_4096, ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521, ECC_SECG_P256K1, SM2, ECC_NIST_EDWARDS25519, ML_KEM_512, ML_KEM_768, ML_KEM_1024',
  ],
  ['WrappingKeySpec', LAZY_ENUMS.WrappingKeySpec, 'RSA_2048, RSA_3072, RSA_4096, SM2'],
])('%s has its values in the order in which AWS prints them', (_member, values, printed) => {
  expect(values.join(', ')).toBe(printed);
});
