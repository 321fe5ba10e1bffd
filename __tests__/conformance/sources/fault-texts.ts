import { inferred, type Source, sourceNotFound } from '../source.js';
import { developerGuide } from './aws.js';
import { quoted } from './issues.js';
import { recorded } from './localstack.js';

const TROUBLESHOOTING = developerGuide('xks-troubleshooting', 'Troubleshooting external key stores');

/** Sources of the messages that no fact states in whole, by what makes each in `src/model/faults`. */
export const TEXTS_WITHOUT_FACT: { readonly [maker: string]: Source } = {
  NETWORK_ERRORS: TROUBLESHOOTING,
  XKS_PROXY_INVALID_TLS_CONFIGURATION: TROUBLESHOOTING,
  XKS_PROXY_NOT_REACHABLE: TROUBLESHOOTING,
  XKS_PROXY_UNSUPPORTED_OPERATION: TROUBLESHOOTING,
  anotherMaterialPending: recorded('test_import_key_material_raises_if_there_is_already_key_material_pending'),
  ciphertextOfProxyInvalid: developerGuide('xks-troubleshooting', 'Decryption errors', 'fix-xks-decrypt'),
  invalidEncryptionContext: quoted('danmx/sigil#46'),
  invalidTag: quoted('crossplane-contrib/provider-upjet-aws#922'),
  keyQuotaExceeded: quoted('convox/rack#347'),
  noIdentityBasedPolicyAllows: quoted('aws-ia/terraform-aws-control_tower_account_factory#569'),
  requestQuotaExceeded: developerGuide('throttling', 'Throttling AWS KMS requests', 'throttling'),
  resourceNotVisible: inferred(
    'AWS says "on this resource" in place of the ARN',
    quoted('kubernetes-sigs/aws-encryption-provider#141'),
  ),
  validToNotAllowed: sourceNotFound("AWS's documentation, LocalStack, floci, moto, local-kms, public code and issues"),
};
