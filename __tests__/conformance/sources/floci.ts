import type { Published } from '../source.js';

const REPOSITORY = 'https://github.com/floci-io/floci';

/**
 * Tests of `KmsIntegrationTest.java` and `KmsServiceTest.java` by the pull request that brought them. Each of these says
 * that its values were measured on AWS KMS: 2930 in ap-northeast-1, 3038 and 3968 in us-east-1.
 */
const TESTS = {
  blobMembersAreValidatedBeforeTheKeyIsLookedUp: 3968,
  ciphertextOfDeletedKeyMaterialReportsPendingImport: 3968,
  cryptoOperationsRejectADisabledKey: 3968,
  cryptoOperationsRejectAKeyPendingDeletion: 3968,
  decryptRejectsAKeyIdThatDidNotEncryptTheCiphertext: 3968,
  decryptRejectsAnInvalidCiphertextWithoutAMessage: 3968,
  decryptRequiresACiphertextBlob: 3968,
  decryptWithEncryptionContextThrowsValidation: 3038,
  decryptWithoutKeyIdThrowsValidation: 3038,
  decryptWithWrongOaepHashThrowsInvalidCiphertext: 3038,
  describeKeyNamesAMissingKey: 3968,
  disableKeyRotationAcceptsAKeySpecThatDoesNotRotate: 3968,
  ed25519KeyIsAnEd25519KeyAndSignsWithBothAlgorithms: 2930,
  ed25519RejectsTheCombinationsRealKmsRejects: 2930,
  enableKeyRotationValidatesTheRotationPeriodBeforeLookingUpTheKey: 3968,
  encryptOnSymmetricKeyWithRsaAlgorithmThrowsInvalidKeyUsage: 3038,
  encryptWithEncryptionContextThrowsValidation: 3038,
  encryptWithSignVerifyKeyThrowsInvalidKeyUsage: 3038,
  generateDataKeyNamesItsOperationInTheKeyUsageError: 3968,
  generateDataKeyNeedsEitherKeySpecOrNumberOfBytes: 3968,
  generateDataKeyRejectsAnAsymmetricKey: 3968,
  generateDataKeyValidatesItsInputBeforeLookingUpTheKey: 3968,
  getPublicKeyRejectsAKeyPendingDeletionOrImport: 3968,
  getPublicKeyRejectsASymmetricKeyWithoutAMessage: 3968,
  getPublicKeyWorksOnADisabledKey: 3968,
  keyManagementRejectsAKeyPendingDeletion: 3968,
  keyOnlyOperationsRejectAnAliasBeforeLookingItUp: 3968,
  keyUsageIsCheckedBeforeTheKeyState: 3968,
  macOperationsRejectAnAlgorithmTheKeySpecDoesNotSupport: 3968,
  macOperationsRejectAnUnknownMacAlgorithmBeforeLookingUpTheKey: 3968,
  macOperationsRejectKeysWhoseUsageIsNotGenerateVerifyMac: 3968,
  messageTypeValidationListsTheEnumBeforeLookingUpTheKey: 3968,
  operationsNameAMissingAlias: 3968,
  operationsRejectAKeyPendingImport: 3968,
  operationsRejectAKeyWithTheWrongOrigin: 3968,
  operationsValidateTheKeyIdMember: 3968,
  rotationRejectsADisabledKey: 3968,
  rotationRejectsAKeyPendingDeletion: 3968,
  rotationRejectsAKeySpecThatDoesNotRotateWithoutAMessage: 3968,
  rsaDecryptWithDefaultAlgorithmReturnsInvalidCiphertext: 3038,
  rsaEncryptWithDefaultAlgorithmReturnsInvalidKeyUsage: 3038,
  rsaOaepEncryptDecryptRoundTripThroughJsonHandler: 3038,
  signAndVerifyRejectADigestOfTheWrongLength: 3968,
  signAndVerifyRejectAnAlgorithmTheKeySpecDoesNotSupport: 3968,
  signAndVerifyRejectKeysWhoseUsageIsNotSignVerify: 3968,
  signChecksTheKeySpecBeforeTheDigestLength: 3968,
  signRejectsAnEncryptionAlgorithmAsASigningAlgorithm: 3968,
  verifyRejectsAMalformedSignature: 3968,
  verifyRejectsASignatureThatDoesNotMatch: 3968,
} as const;

/** What the authors of floci measured on AWS and hold by a test. */
export function measured(test: keyof typeof TESTS): Published {
  return { evidence: 'FL', title: `floci: ${test}`, url: `${REPOSITORY}/pull/${TESTS[test]}/files` };
}

/** What they measured on AWS and wrote in an issue. */
export function measuredIn(issue: 3025 | 3026): Published {
  return { evidence: 'FL', title: `floci: issue ${issue}`, url: `${REPOSITORY}/issues/${issue}` };
}
