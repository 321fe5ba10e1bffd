/*
 * Which calls have a condition key.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
import { BUCKET, valueIn } from './condition-facts.js';
import { NEEDS } from './operation-needs.js';
import { ACCOUNT, OTHER, ROLE, SERVICE, USER } from './situation.js';

const DATA_KEYS = ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'];
const DATA_KEY_PAIRS = ['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'];
const ENCRYPTION = ['Decrypt', 'Encrypt', 'ReEncrypt', ...DATA_KEYS, ...DATA_KEY_PAIRS];
const OTHER_CRYPTOGRAPHY = [
  ...['Sign', 'Verify', 'GenerateMac', 'VerifyMac'],
  ...['DeriveSharedSecret', 'Encapsulate', 'Decapsulate'],
];

/** Of some operations: which, and the value in a call of the first. */
const OF_SOME: readonly (readonly [key: string, operations: readonly string[], value: unknown])[] = [
  ['kms:RequestAlias', [...ENCRYPTION, ...OTHER_CRYPTOGRAPHY, 'DescribeKey', 'GetPublicKey'], 'alias/orders'],
  ['kms:EncryptionAlgorithm', ENCRYPTION, 'RSAES_OAEP_SHA_1'],
  ['kms:EncryptionContextKeys', [...ENCRYPTION, 'CreateGrant', 'RetireGrant'], ['Tenant', 'tier']],
  ['kms:EncryptionContext:Tenant', [...ENCRYPTION, 'CreateGrant', 'RetireGrant'], 'acme'],
  ['kms:DataKeyPairSpec', DATA_KEY_PAIRS, 'RSA_2048'],
  ['kms:ReEncryptOnSameKey', ['ReEncrypt'], 'false'],
  ['kms:SigningAlgorithm', ['Sign', 'Verify'], 'ECDSA_SHA_256'],
  ['kms:MessageType', ['Sign', 'Verify'], 'DIGEST'],
  ['kms:MacAlgorithm', ['GenerateMac', 'VerifyMac'], 'HMAC_SHA_256'],
  ['kms:KeyAgreementAlgorithm', ['DeriveSharedSecret'], 'ECDH'],
  ['kms:EncapsulationAlgorithm', ['Encapsulate', 'Decapsulate'], 'ML_KEM_768'],
  ['kms:BypassPolicyLockoutSafetyCheck', ['CreateKey', 'PutKeyPolicy'], 'true'],
  ['kms:ReplicaRegion', ['ReplicateKey'], 'eu-west-1'],
  ['kms:PrimaryRegion', ['UpdatePrimaryRegion'], 'eu-west-2'],
  ['kms:GrantOperations', ['CreateGrant'], ['Encrypt', 'Decrypt']],
  ['kms:GranteePrincipal', ['CreateGrant'], ROLE],
  ['kms:GranteeServicePrincipal', ['CreateGrant'], SERVICE],
  ['kms:RetiringPrincipal', ['CreateGrant'], USER],
  ['kms:RetiringServicePrincipal', ['CreateGrant'], 'ec2.amazonaws.com'],
  ['kms:GrantConstraintType', ['CreateGrant', 'RetireGrant'], 'EncryptionContextSubset'],
  ['kms:GrantConstraintSourceArn', ['CreateGrant'], BUCKET],
  ['kms:GrantIsForAWSResource', ['CreateGrant', 'ListGrants', 'RevokeGrant'], 'true'],
  ['kms:ExpirationModel', ['ImportKeyMaterial'], 'KEY_MATERIAL_EXPIRES'],
  ['kms:ValidTo', ['ImportKeyMaterial'], '1800000000.5'],
  ['kms:WrappingAlgorithm', ['GetParametersForImport'], 'RSAES_OAEP_SHA_256'],
  ['kms:WrappingKeySpec', ['GetParametersForImport'], 'RSA_4096'],
  ['kms:RotationPeriodInDays', ['EnableKeyRotation'], '180'],
  ['kms:ScheduleKeyDeletionPendingWindowInDays', ['ScheduleKeyDeletion'], '7'],
  ['kms:TrailingDaysWithoutKeyUsage', ['DisableKey', 'ScheduleKeyDeletion'], '30'],
  ['aws:TagKeys', ['CreateKey', 'ReplicateKey', 'TagResource', 'UntagResource'], ['Team', 'cost']],
];

/** Of every operation that is about a key. */
const OF_ALL: readonly (readonly [key: string, value: unknown])[] = [
  ['kms:KeySpec', 'RSA_2048'],
  ['kms:CustomerMasterKeySpec', 'RSA_2048'],
  ['kms:KeyUsage', 'SIGN_VERIFY'],
  ['kms:CustomerMasterKeyUsage', 'SIGN_VERIFY'],
  ['kms:KeyOrigin', 'EXTERNAL'],
  ['kms:MultiRegion', 'true'],
  ['kms:MultiRegionKeyType', 'REPLICA'],
  ['kms:ViaService', 's3.us-east-1.amazonaws.com'],
  ['kms:ResourceAliases', ['alias/orders']],
  ['kms:RecipientAttestation:PCR3', 'b3'],
  ['aws:ResourceTag/Team', 'stock'],
  ['aws:RequestTag/Team', 'orders'],
  ['aws:ResourceAccount', OTHER],
  ['aws:RequestedRegion', 'us-east-1'],
  ['aws:SecureTransport', 'true'],
  ['aws:CurrentTime', '2026-01-01T00:00:00.999Z'],
  ['aws:EpochTime', '1767225600'],
  ['aws:PrincipalAccount', ACCOUNT],
  ['aws:PrincipalArn', USER],
  ['aws:PrincipalType', 'User'],
  ['aws:username', 'alice'],
  ['aws:PrincipalIsAWSService', 'false'],
  ['aws:ViaAWSService', 'true'],
  ['aws:CalledVia', ['s3.amazonaws.com']],
  ['aws:CalledViaFirst', 's3.amazonaws.com'],
  ['aws:CalledViaLast', 's3.amazonaws.com'],
  ['aws:SourceArn', `arn:aws:s3::${OTHER}:bucket`],
  ['aws:SourceAccount', OTHER],
  ['aws:SourceVpce', 'vpce-1'],
];

const OPERATIONS = Object.keys(NEEDS);
/** They are about no key, and have no condition keys but those of their own. */
const ALONE = ['GenerateRandom', 'ListKeys', 'ListAliases', 'ListRetirableGrants'];

const IAM_ONLY: readonly string[] = ['kms:ResourceAliases', 'aws:ResourceTag/Team'];

const operationsWith = (key: string) => OPERATIONS.filter((operation) => valueIn(key, { operation }) !== undefined);

describe('A call has', () => {
  it.each(OF_SOME)('%s, of %s', (key, operations, value) => {
    expect(operationsWith(key)).toEqual([...operations].sort());
    const [operation = ''] = operations;
    expect(valueIn(key, { operation })).toEqual(value);
    expect(valueIn(key.toUpperCase(), { operation })).toEqual(value);
  });

  it.each(OF_ALL)('%s, of every operation', (key, value) => {
    expect(operationsWith(key)).toEqual(OPERATIONS);
    expect(valueIn(key)).toEqual(value);
    expect(valueIn(key.toUpperCase())).toEqual(value);
  });

  it('kms:CallerAccount, of every operation that has condition keys of AWS KMS', () => {
    expect(operationsWith('kms:CallerAccount')).toEqual(OPERATIONS.filter((operation) => !ALONE.includes(operation)));
    expect(valueIn('kms:CallerAccount')).toBe(ACCOUNT);
  });

  it.each(IAM_ONLY)('%s for policies of IAM, not for key policies', (key) => {
    expect(valueIn(key, {}, true)).toBeUndefined();
    expect(valueIn(key, {}, false)).toBeDefined();
  });

  it.each([
    ...OF_SOME.map(([key, [operation]]) => [key, operation] as const),
    ...OF_ALL.filter(([key]) => !IAM_ONLY.includes(key)).map(([key]) => [key, undefined] as const),
  ])('%s for key policies, too', (key, operation) => {
    const facts = operation === undefined ? {} : { operation };
    expect(valueIn(key, facts, true)).toEqual(valueIn(key, facts));
  });
});
