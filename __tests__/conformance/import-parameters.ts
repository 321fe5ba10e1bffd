import { DAY, REGION, START } from '../support/engine.js';
import { externalKey } from '../support/key-import.js';
import { type Fact, refused } from './fact.js';
import { awsKey, fact, NO_ALIASES, NOT_EXTERNAL, refusedFor } from './import-scenes.js';
import { inferred } from './source.js';
import { apiReference, guideToday, requestMember } from './sources/aws.js';
import { measured } from './sources/floci.js';
import { recorded } from './sources/localstack.js';

const OAEP = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };
const WRAPPING_ALGORITHM = requestMember('GetParametersForImport', 'WrappingAlgorithm');
const CHINA = guideToday(
  'importing-keys-get-public-key-and-token',
  'Download the wrapping public key and import token',
);
const UNSUPPORTED = 'UnsupportedOperationException';

/** Whether that wrapping is offered for keys of a spec: the answer, or the name of the error. */
function offer(
  WrappingAlgorithm: string,
  WrappingKeySpec: string,
  KeySpec = 'SYMMETRIC_DEFAULT',
  region = REGION,
): Fact['run'] {
  return async (kms) => {
    const here = kms.as({ region });
    const KeyUsage = KeySpec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : 'SIGN_VERIFY';
    const KeyId = await externalKey(here, { KeySpec, KeyUsage });
    const call = here.call('GetParametersForImport', { KeyId, WrappingAlgorithm, WrappingKeySpec });
    return call.then(
      () => 'offered',
      (error: Error) => error.name,
    );
  };
}

/** What GetParametersForImport offers. */
export const IMPORT_PARAMETERS_FACTS: readonly Fact[] = [
  fact(
    'GetParametersForImport',
    'parameters-members',
    'Gives the key ARN, a token, a public key and the end of their validity.',
    recorded('test_rotate_key_on_demand_updates_current_key_material_for_external_keys'),
    ['KeyId', 'ImportToken', 'PublicKey', 'ParametersValidTo'],
    async (kms) => {
      const KeyId = await externalKey(kms);
      return Object.keys(await kms.call('GetParametersForImport', { KeyId, ...OAEP }));
    },
  ),
  fact(
    'GetParametersForImport',
    'parameters-valid-to',
    'Gives a set that is valid for 24 hours.',
    apiReference('GetParametersForImport'),
    new Date(START + DAY),
    async (kms) => {
      const KeyId = await externalKey(kms);
      return (await kms.call('GetParametersForImport', { KeyId, ...OAEP })).ParametersValidTo;
    },
  ),
  fact(
    'GetParametersForImport',
    'parameters-origin',
    'Needs Origin EXTERNAL.',
    recorded('test_get_parameters_for_import'),
    NOT_EXTERNAL,
    async (kms) => {
      const KeyId = await awsKey(kms);
      return refusedFor(KeyId, kms.call('GetParametersForImport', { KeyId, ...OAEP }));
    },
  ),
  fact(
    'GetParametersForImport',
    'parameters-origin-before-state',
    'Looks at the origin before the key state.',
    inferred(
      'The origin of a key does not change, so that no state of the key can help',
      measured('operationsRejectAKeyWithTheWrongOrigin'),
    ),
    NOT_EXTERNAL,
    async (kms) => {
      const KeyId = await awsKey(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId });
      return refusedFor(KeyId, kms.call('GetParametersForImport', { KeyId, ...OAEP }));
    },
  ),
  fact(
    'GetParametersForImport',
    'parameters-pending-deletion',
    'Is refused for a key that is pending deletion.',
    measured('keyManagementRejectsAKeyPendingDeletion'),
    { name: 'KMSInvalidStateException', message: '<arn> is pending deletion.' },
    async (kms) => {
      const KeyId = await externalKey(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId });
      return refusedFor(KeyId, kms.call('GetParametersForImport', { KeyId, ...OAEP }));
    },
  ),
  fact(
    'GetParametersForImport',
    'parameters-alias',
    'Takes no alias.',
    measured('keyOnlyOperationsRejectAnAliasBeforeLookingItUp'),
    NO_ALIASES,
    (kms) => refused(kms.call('GetParametersForImport', { KeyId: 'alias/a', ...OAEP })),
  ),
  fact(
    'GetParametersForImport',
    'parameters-pkcs1',
    'No longer supports RSAES_PKCS1_V1_5.',
    WRAPPING_ALGORITHM,
    UNSUPPORTED,
    offer('RSAES_PKCS1_V1_5', 'RSA_2048'),
  ),
  fact(
    'GetParametersForImport',
    'parameters-oaep-rsa',
    'Needs RSA_AES_KEY_WRAP_* for an RSA private key.',
    WRAPPING_ALGORITHM,
    UNSUPPORTED,
    offer('RSAES_OAEP_SHA_256', 'RSA_4096', 'RSA_2048'),
  ),
  fact(
    'GetParametersForImport',
    'parameters-hybrid-rsa',
    'Takes RSA_AES_KEY_WRAP_SHA_256 for an RSA private key.',
    recorded('test_import_key_rsa_aes_wrap_sha256'),
    'offered',
    offer('RSA_AES_KEY_WRAP_SHA_256', 'RSA_2048', 'RSA_2048'),
  ),
  fact(
    'GetParametersForImport',
    'parameters-oaep-p521',
    'Cannot wrap ECC_NIST_P521 by OAEP under RSA_2048.',
    WRAPPING_ALGORITHM,
    UNSUPPORTED,
    offer('RSAES_OAEP_SHA_1', 'RSA_2048', 'ECC_NIST_P521'),
  ),
  fact(
    'GetParametersForImport',
    'parameters-oaep-p521-3072',
    'Can wrap ECC_NIST_P521 by OAEP under RSA_3072.',
    WRAPPING_ALGORITHM,
    'offered',
    offer('RSAES_OAEP_SHA_1', 'RSA_3072', 'ECC_NIST_P521'),
  ),
  fact(
    'GetParametersForImport',
    'parameters-hybrid-symmetric',
    'Offers RSA_AES_KEY_WRAP_* for private keys only.',
    WRAPPING_ALGORITHM,
    UNSUPPORTED,
    offer('RSA_AES_KEY_WRAP_SHA_256', 'RSA_2048'),
  ),
  fact(
    'GetParametersForImport',
    'parameters-sm2',
    'Offers SM2PKE in China Regions only.',
    CHINA,
    UNSUPPORTED,
    offer('SM2PKE', 'SM2', 'ECC_NIST_P256'),
  ),
  fact(
    'GetParametersForImport',
    'parameters-sm2-china',
    'Offers SM2PKE in China Regions.',
    CHINA,
    'offered',
    offer('SM2PKE', 'SM2', 'ECC_NIST_P256', 'cn-north-1'),
  ),
  fact(
    'GetParametersForImport',
    'parameters-hybrid-china',
    'Does not offer RSA_AES_KEY_WRAP_* in China Regions.',
    guideToday('importing-keys-encrypt-key-material', 'Encrypt the key material'),
    UNSUPPORTED,
    offer('RSA_AES_KEY_WRAP_SHA_256', 'RSA_2048', 'ECC_NIST_P256', 'cn-north-1'),
  ),
];
