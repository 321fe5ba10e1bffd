import { inferred, type Published, type Source, sourceNotFound } from '../source.js';
import { developerGuide } from './aws.js';
import { quoted } from './issues.js';
import { recorded } from './localstack.js';

const TROUBLESHOOTING = developerGuide('xks-troubleshooting', 'Troubleshooting external key stores');

/** Of every service of AWS: it says each message without what stands in it. */
const SIGNATURES: Published = {
  evidence: 'D',
  title: 'IAM User Guide: Troubleshoot signed requests for AWS APIs',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html',
};

const OF_OTHER_SERVICES = sourceNotFound(
  'public code and issues: seen on AWS services of the same protocol (Kinesis, DynamoDB), not on AWS KMS',
);

/** Sources of the messages that no fact states in whole, by what makes each in `src/model/faults`. */
export const TEXTS_WITHOUT_FACT: { readonly [maker: string]: Source } = {
  NETWORK_ERRORS: TROUBLESHOOTING,
  XKS_PROXY_INVALID_TLS_CONFIGURATION: TROUBLESHOOTING,
  XKS_PROXY_NOT_REACHABLE: TROUBLESHOOTING,
  XKS_PROXY_UNSUPPORTED_OPERATION: TROUBLESHOOTING,
  anotherMaterialPending: recorded('test_import_key_material_raises_if_there_is_already_key_material_pending'),
  ciphertextOfProxyInvalid: developerGuide('xks-troubleshooting', 'Decryption errors', 'fix-xks-decrypt'),
  credentialMalformed: OF_OTHER_SERVICES,
  headerIncomplete: OF_OTHER_SERVICES,
  hostNotSigned: OF_OTHER_SERVICES,
  invalidEncryptionContext: quoted('danmx/sigil#46'),
  invalidTag: quoted('crossplane-contrib/provider-upjet-aws#922'),
  keyQuotaExceeded: quoted('convox/rack#347'),
  noIdentityBasedPolicyAllows: quoted('aws-ia/terraform-aws-control_tower_account_factory#569'),
  notARegion: SIGNATURES,
  notSigned: OF_OTHER_SERVICES,
  notTheDate: SIGNATURES,
  notTheTerminator: SIGNATURES,
  notThisService: SIGNATURES,
  presignedRequestExpired: SIGNATURES,
  queryIncomplete: OF_OTHER_SERVICES,
  requestQuotaExceeded: developerGuide('throttling', 'Throttling AWS KMS requests', 'throttling'),
  overlyPermissiveCondition: inferred(
    'the text is documented, the name of the exception is not',
    developerGuide('conditions-kms', 'kms:EncryptionContext', 'conditions-kms-encryption-context'),
  ),
  resourceNotVisible: quoted('kubernetes-sigs/aws-encryption-provider#141'),
  signatureExpired: SIGNATURES,
  signatureMismatch: quoted('aws/aws-sdk-cpp#1681'),
  signatureNotYetCurrent: SIGNATURES,
  signedTwice: OF_OTHER_SERVICES,
  unknownAccessKey: quoted('aws/aws-encryption-sdk-java#9'),
  validToNotAllowed: sourceNotFound("AWS's documentation, LocalStack, floci, moto, local-kms, public code and issues"),
};
