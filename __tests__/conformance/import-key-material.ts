import { generateKeyPairSync } from 'node:crypto';
import { DAY, START } from '../support/engine.js';
import { bytesOf, externalKey, importMaterial, wrapped } from '../support/key-import.js';
import { type Fact, refused } from './fact.js';
import {
  awsKey,
  FOREVER,
  fact,
  hmacKey,
  INCORRECT,
  importedKey,
  KEY_MATERIAL_ID,
  MATERIAL,
  metadata,
  NEW,
  NO_ALIASES,
  NOT_EXTERNAL,
  refusedFor,
  rsaKey,
} from './import-scenes.js';
import { anyString, containing } from './matchers.js';
import { inferred } from './source.js';
import { apiReference, guideToday, listedError, requestMember } from './sources/aws.js';
import { emulated } from './sources/emulators.js';
import { measured } from './sources/floci.js';
import { recorded } from './sources/localstack.js';

const REQUIREMENTS = guideToday(
  'importing-keys-conceptual',
  'Requirements for imported key material',
  'importing-keys-material-requirements',
);

/** What ImportKeyMaterial takes. */
export const IMPORT_KEY_MATERIAL_FACTS: readonly Fact[] = [
  fact(
    'CreateKey',
    'waiting',
    'With Origin EXTERNAL makes a key that is pending import.',
    recorded('test_import_key_symmetric'),
    { KeyState: 'PendingImport', Enabled: false, ExpirationModel: undefined, CurrentKeyMaterialId: undefined },
    async (kms) => {
      const { KeyState, Enabled, ExpirationModel, CurrentKeyMaterialId } = await metadata(kms, await externalKey(kms));
      return { KeyState, Enabled, ExpirationModel, CurrentKeyMaterialId };
    },
  ),
  fact(
    'ImportKeyMaterial',
    'answer',
    'Answers with the key ARN and the KeyMaterialId.',
    recorded('test_rotate_key_on_demand_updates_current_key_material_for_external_keys'),
    { KeyId: true, KeyMaterialId: KEY_MATERIAL_ID },
    async (kms) => {
      const KeyId = await externalKey(kms);
      const answer = await importMaterial(kms, KeyId.slice(KeyId.lastIndexOf('/') + 1), MATERIAL);
      return { ...answer, KeyId: answer.KeyId === KeyId };
    },
  ),
  fact(
    'ImportKeyMaterial',
    'answer-hmac',
    'Tells no KeyMaterialId of an HMAC key.',
    inferred('The metadata of such a key has no CurrentKeyMaterialId', recorded('test_import_key_hmac_keys[HMAC_256]')),
    ['KeyId'],
    async (kms) => Object.keys(await importMaterial(kms, await hmacKey(kms), MATERIAL)),
  ),
  fact(
    'ImportKeyMaterial',
    'enables',
    'Enables the key.',
    recorded('test_import_key_symmetric'),
    containing({ KeyState: 'Enabled', ...FOREVER }),
    async (kms) => metadata(kms, await importedKey(kms)),
  ),
  fact(
    'ImportKeyMaterial',
    'alias',
    'Takes no alias.',
    measured('keyOnlyOperationsRejectAnAliasBeforeLookingItUp'),
    NO_ALIASES,
    (kms) => refused(kms.call('ImportKeyMaterial', { KeyId: 'alias/a', ImportToken: 'x', EncryptedKeyMaterial: 'x' })),
  ),
  fact(
    'ImportKeyMaterial',
    'origin',
    'Needs Origin EXTERNAL.',
    measured('operationsRejectAKeyWithTheWrongOrigin'),
    NOT_EXTERNAL,
    async (kms) => {
      const KeyId = await awsKey(kms);
      return refusedFor(KeyId, kms.call('ImportKeyMaterial', { KeyId, ImportToken: 'x', EncryptedKeyMaterial: 'x' }));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'valid-to-missing',
    'Needs ValidTo for KEY_MATERIAL_EXPIRES, the default.',
    recorded('test_import_key_symmetric'),
    {
      name: 'ValidationException',
      message: 'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES',
    },
    async (kms) => {
      const input = await wrapped(kms, await externalKey(kms), MATERIAL);
      return refused(kms.call('ImportKeyMaterial', input));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'valid-to-past',
    'Needs a ValidTo in the future.',
    emulated('local-kms', 'import_key_material.go#L83'),
    { name: 'ValidationException', message: 'ValidTo must be in the future' },
    async (kms) => {
      return refused(importMaterial(kms, await externalKey(kms), MATERIAL, { ValidTo: new Date(START) }));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'valid-to-far',
    'Takes a ValidTo of at most 365 days ahead.',
    requestMember('ImportKeyMaterial', 'ValidTo'),
    { name: 'ValidationException', message: anyString },
    async (kms) => {
      return refused(importMaterial(kms, await externalKey(kms), MATERIAL, { ValidTo: new Date(START + 366 * DAY) }));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'valid-to-needless',
    'Takes no ValidTo with KEY_MATERIAL_DOES_NOT_EXPIRE.',
    requestMember('ImportKeyMaterial', 'ValidTo'),
    { name: 'ValidationException', message: anyString },
    async (kms) => {
      const ValidTo = new Date(START + DAY);
      return refused(importMaterial(kms, await externalKey(kms), MATERIAL, { ...FOREVER, ValidTo }));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'token-of-another-key',
    'Needs the import token of the key.',
    listedError('ImportKeyMaterial', 'InvalidImportTokenException'),
    { name: 'InvalidImportTokenException', message: undefined },
    async (kms) => {
      const input = await wrapped(kms, await externalKey(kms), MATERIAL);
      return refused(kms.call('ImportKeyMaterial', { ...input, ...FOREVER, KeyId: await externalKey(kms) }));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'token-expired',
    'Needs an import token of the last 24 hours.',
    listedError('ImportKeyMaterial', 'ExpiredImportTokenException'),
    { name: 'ExpiredImportTokenException', message: undefined },
    async (kms) => {
      const input = await wrapped(kms, await externalKey(kms), MATERIAL);
      kms.advance(DAY + 1);
      return refused(kms.call('ImportKeyMaterial', { ...input, ...FOREVER }));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'older-token',
    'Takes an older token beside newer ones.',
    inferred(
      'Each set of public key and token is valid for 24 hours, and new ones can be had at any time',
      guideToday('importing-keys-get-public-key-and-token', 'Download the wrapping public key and import token'),
    ),
    ['KeyId', 'KeyMaterialId'],
    async (kms) => {
      const KeyId = await externalKey(kms);
      const input = await wrapped(kms, KeyId, MATERIAL);
      await wrapped(kms, KeyId, MATERIAL);
      return Object.keys(await kms.call('ImportKeyMaterial', { ...input, ...FOREVER }));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'size',
    'Needs EncryptedKeyMaterial of the size of the wrapping key.',
    { ...emulated('local-kms', 'import_key_material.go#L79'), evidence: 'IS' },
    { name: 'ValidationException', message: 'Invalid encrypted key size.' },
    async (kms) => {
      const input = await wrapped(kms, await externalKey(kms), MATERIAL);
      return refused(kms.call('ImportKeyMaterial', { ...input, ...FOREVER, EncryptedKeyMaterial: bytesOf(255) }));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'other-wrapping-key',
    'Needs material encrypted under the public key that came with the token.',
    listedError('ImportKeyMaterial', 'InvalidCiphertextException'),
    { name: 'InvalidCiphertextException', message: undefined },
    async (kms) => {
      const KeyId = await externalKey(kms);
      const { EncryptedKeyMaterial } = await wrapped(kms, KeyId, MATERIAL);
      const input = { ...(await wrapped(kms, KeyId, MATERIAL)), EncryptedKeyMaterial, ...FOREVER };
      return refused(kms.call('ImportKeyMaterial', input));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'symmetric-length',
    'Takes 32 bytes for a symmetric encryption key.',
    REQUIREMENTS,
    INCORRECT,
    async (kms) => refused(importMaterial(kms, await externalKey(kms), bytesOf(31))),
  ),
  fact(
    'ImportKeyMaterial',
    'symmetric-length-china',
    'Takes 16 bytes for a symmetric encryption key in China Regions.',
    REQUIREMENTS,
    ['KeyId', 'KeyMaterialId'],
    async (kms) => {
      const china = kms.as({ region: 'cn-north-1' });
      return Object.keys(await importMaterial(china, await externalKey(china), bytesOf(16)));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'hmac-length',
    'Takes at least the length of the hash for an HMAC key.',
    REQUIREMENTS,
    INCORRECT,
    async (kms) => refused(importMaterial(kms, await hmacKey(kms), bytesOf(31))),
  ),
  fact(
    'ImportKeyMaterial',
    'hmac-long',
    'Takes up to 1024 bits for an HMAC key.',
    REQUIREMENTS,
    ['KeyId'],
    async (kms) => Object.keys(await importMaterial(kms, await hmacKey(kms), bytesOf(128))),
  ),
  fact(
    'ImportKeyMaterial',
    'rsa',
    'Gives an RSA key exactly the imported key pair.',
    recorded('test_import_key_rsa_aes_wrap_sha256'),
    true,
    async (kms) => {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const KeyId = await rsaKey(kms);
      const file = privateKey.export({ format: 'der', type: 'pkcs8' });
      await importMaterial(kms, KeyId, file, {}, { algorithm: 'RSA_AES_KEY_WRAP_SHA_256' });
      const { PublicKey } = await kms.call('GetPublicKey', { KeyId });
      return publicKey.export({ format: 'der', type: 'spki' }).equals(PublicKey);
    },
  ),
  fact(
    'ImportKeyMaterial',
    'rsa-size',
    'Takes a private key of the key spec only.',
    REQUIREMENTS,
    INCORRECT,
    async (kms) => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
      const file = privateKey.export({ format: 'der', type: 'pkcs8' });
      return refused(importMaterial(kms, await rsaKey(kms), file, {}, { algorithm: 'RSA_AES_KEY_WRAP_SHA_1' }));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'hmac-once',
    'Gives an HMAC key one key material for life.',
    apiReference('ImportKeyMaterial'),
    INCORRECT,
    async (kms) => {
      const KeyId = await hmacKey(kms);
      await importMaterial(kms, KeyId, MATERIAL);
      await kms.call('DeleteImportedKeyMaterial', { KeyId });
      return refused(importMaterial(kms, KeyId, bytesOf(32, 2)));
    },
  ),
  fact(
    'ImportKeyMaterial',
    'import-type-hmac',
    'Takes ImportType for symmetric encryption keys only.',
    requestMember('ImportKeyMaterial', 'ImportType'),
    { name: 'UnsupportedOperationException', message: anyString },
    async (kms) => refused(importMaterial(kms, await hmacKey(kms), MATERIAL, NEW)),
  ),
];
