import type { ContextValue } from '../../model/caller.js';
import { PENDING_WINDOW_IN_DAYS, ROTATION_PERIOD_IN_DAYS } from '../../model/limits.js';

import type { RequestFacts } from './request-facts.js';

/** One condition key, as a row of the Service Authorization Reference. */
export interface ConditionKeyRow {
  /** The operations whose calls have it; all where it is left out. */
  readonly operations?: readonly string[];
  readonly value: (facts: RequestFacts) => ContextValue | undefined;
  /** Only policies of IAM have it: key policies do not. */
  readonly iamOnly?: true;
}

const DATA_KEYS = ['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'];
const DATA_KEY_PAIRS = ['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'];
const ENCRYPTS = ['Decrypt', 'Encrypt', 'ReEncrypt', ...DATA_KEYS, ...DATA_KEY_PAIRS];
/** RetireGrant: that of the grant. */
const OF_GRANTS = ['CreateGrant', 'RetireGrant'];
export const WITH_ENCRYPTION_CONTEXT: readonly string[] = [...ENCRYPTS, ...OF_GRANTS];
const DAY = 86_400_000;
const CREATES_KEY = ['CreateKey'];

/** A member of the input, or the default that AWS takes where it is left out: a condition counts the default too. */
function member(name: string, byDefault?: string): ConditionKeyRow['value'] {
  return ({ input }) => textOf(input[name]) ?? byDefault;
}

function textOf(value: unknown): ContextValue | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.map(String) : String(value);
}

/** What a key has, or the key that CreateKey is to make. */
function ofKey(
  known: keyof NonNullable<RequestFacts['key']>,
  asked: string,
  byDefault?: string,
): ConditionKeyRow['value'] {
  return ({ key, input, operation }) => {
    if (key !== undefined) return textOf(key[known]);
    return CREATES_KEY.includes(operation) ? (textOf(input[asked]) ?? byDefault) : undefined;
  };
}

const spec = ofKey('KeySpec', 'KeySpec', 'SYMMETRIC_DEFAULT');
const usage = ofKey('KeyUsage', 'KeyUsage', 'ENCRYPT_DECRYPT');

/** A member of the input, of which ReEncrypt has one for each side. */
function ofSide({ input, side }: RequestFacts, name: string): unknown {
  return input[`${side ?? ''}${name}`];
}

/** AES has one algorithm; the operations for data keys take no other. */
function encryptionAlgorithm(facts: RequestFacts): string {
  return (ofSide(facts, 'EncryptionAlgorithm') as string | undefined) ?? 'SYMMETRIC_DEFAULT';
}

/** The pairs of the call's encryption context; where the call is about a grant, those of its constraint. */
export function encryptionContextOf(facts: RequestFacts): Readonly<Record<string, string>> {
  const { input, operation } = facts;
  if (OF_GRANTS.includes(operation)) {
    const { EncryptionContextEquals, EncryptionContextSubset } = (input.Constraints ?? {}) as Readonly<
      Record<string, Readonly<Record<string, string>> | undefined>
    >;
    return EncryptionContextEquals ?? EncryptionContextSubset ?? {};
  }
  return (ofSide(facts, 'EncryptionContext') ?? {}) as Readonly<Record<string, string>>;
}

function encryptionContextKeys(facts: RequestFacts): readonly string[] | undefined {
  const keys = Object.keys(encryptionContextOf(facts));
  return keys.length === 0 ? undefined : keys;
}

/** The alias name, also where the call has an alias ARN. */
function requestAlias(facts: RequestFacts): string | undefined {
  const KeyId = ofSide(facts, 'KeyId');
  return typeof KeyId === 'string' ? /(?:^|:)(alias\/.+)/.exec(KeyId)?.[1] : undefined;
}

function multiRegion({ key, input, operation }: RequestFacts): string | undefined {
  if (key !== undefined) return String(key.MultiRegionKeyType !== undefined);
  return CREATES_KEY.includes(operation) ? String(input.MultiRegion ?? false) : undefined;
}

function grantConstraintType({ input }: RequestFacts): string | undefined {
  const constraints = (input.Constraints ?? {}) as object;
  return ['EncryptionContextEquals', 'EncryptionContextSubset'].find((type) => type in constraints);
}

function viaService({ origin, scope, principal }: RequestFacts): string | undefined {
  if (origin?.via === undefined || principal.type === 'Service') return undefined;
  return `${origin.via}.${scope.region}.amazonaws.com`;
}

function seconds(value: unknown): string | undefined {
  return value instanceof Date ? String(value.getTime() / 1000) : undefined;
}

const CRYPTOGRAPHIC = [
  ...ENCRYPTS,
  'Sign',
  'Verify',
  'GenerateMac',
  'VerifyMac',
  'DeriveSharedSecret',
  'Encapsulate',
  'Decapsulate',
];

/**
 * The condition keys of AWS KMS, by their names in lower case; those with a name behind the colon are in `context.ts`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export const KMS_CONDITION_KEYS: { readonly [key: string]: ConditionKeyRow } = {
  'kms:calleraccount': {
    value: ({ principal, operation }) => (NO_CALLER_ACCOUNT.includes(operation) ? undefined : principal.account),
  },
  'kms:keyspec': { value: spec },
  'kms:customermasterkeyspec': { value: spec },
  'kms:keyusage': { value: usage },
  'kms:customermasterkeyusage': { value: usage },
  'kms:keyorigin': { value: ofKey('Origin', 'Origin', 'AWS_KMS') },
  'kms:multiregion': { value: multiRegion },
  'kms:multiregionkeytype': {
    value: ({ key, input, operation }) =>
      key?.MultiRegionKeyType ??
      (CREATES_KEY.includes(operation) && input.MultiRegion === true ? 'PRIMARY' : undefined),
  },
  'kms:viaservice': { value: viaService },
  'kms:resourcealiases': {
    iamOnly: true,
    value: ({ aliasNames }) => {
      const names = aliasNames?.() ?? [];
      return names.length === 0 ? undefined : names;
    },
  },
  'kms:requestalias': { operations: [...CRYPTOGRAPHIC, 'DescribeKey', 'GetPublicKey'], value: requestAlias },
  'kms:encryptionalgorithm': { operations: ENCRYPTS, value: encryptionAlgorithm },
  'kms:encryptioncontextkeys': { operations: WITH_ENCRYPTION_CONTEXT, value: encryptionContextKeys },
  'kms:datakeypairspec': { operations: DATA_KEY_PAIRS, value: member('KeyPairSpec') },
  'kms:reencryptonsamekey': {
    operations: ['ReEncrypt'],
    value: ({ onSameKey }) => textOf(onSameKey),
  },
  'kms:signingalgorithm': { operations: ['Sign', 'Verify'], value: member('SigningAlgorithm') },
  'kms:messagetype': { operations: ['Sign', 'Verify'], value: member('MessageType', 'RAW') },
  'kms:macalgorithm': { operations: ['GenerateMac', 'VerifyMac'], value: member('MacAlgorithm') },
  'kms:keyagreementalgorithm': { operations: ['DeriveSharedSecret'], value: member('KeyAgreementAlgorithm') },
  'kms:encapsulationalgorithm': { operations: ['Encapsulate', 'Decapsulate'], value: member('EncapsulationAlgorithm') },
  'kms:bypasspolicylockoutsafetycheck': {
    operations: ['CreateKey', 'PutKeyPolicy'],
    value: member('BypassPolicyLockoutSafetyCheck'),
  },
  'kms:replicaregion': { operations: ['ReplicateKey'], value: member('ReplicaRegion') },
  'kms:primaryregion': { operations: ['UpdatePrimaryRegion'], value: member('PrimaryRegion') },
  'kms:grantoperations': { operations: ['CreateGrant'], value: member('Operations') },
  'kms:granteeprincipal': { operations: ['CreateGrant'], value: member('GranteePrincipal') },
  'kms:granteeserviceprincipal': { operations: ['CreateGrant'], value: member('GranteeServicePrincipal') },
  'kms:retiringprincipal': { operations: ['CreateGrant'], value: member('RetiringPrincipal') },
  'kms:retiringserviceprincipal': { operations: ['CreateGrant'], value: member('RetiringServicePrincipal') },
  'kms:grantconstrainttype': { operations: OF_GRANTS, value: grantConstraintType },
  'kms:grantconstraintsourcearn': {
    operations: ['CreateGrant'],
    value: ({ input }) => textOf((input.Constraints as { SourceArn?: string } | undefined)?.SourceArn),
  },
  'kms:grantisforawsresource': {
    operations: ['CreateGrant', 'ListGrants', 'RevokeGrant'],
    value: (facts) => String(viaService(facts) !== undefined),
  },
  'kms:expirationmodel': { operations: ['ImportKeyMaterial'], value: member('ExpirationModel') },
  'kms:validto': { operations: ['ImportKeyMaterial'], value: ({ input }) => seconds(input.ValidTo) },
  'kms:wrappingalgorithm': { operations: ['GetParametersForImport'], value: member('WrappingAlgorithm') },
  'kms:wrappingkeyspec': { operations: ['GetParametersForImport'], value: member('WrappingKeySpec') },
  'kms:rotationperiodindays': {
    operations: ['EnableKeyRotation'],
    value: member('RotationPeriodInDays', String(ROTATION_PERIOD_IN_DAYS.default)),
  },
  'kms:schedulekeydeletionpendingwindowindays': {
    operations: ['ScheduleKeyDeletion'],
    value: member('PendingWindowInDays', String(PENDING_WINDOW_IN_DAYS.default)),
  },
  'kms:trailingdayswithoutkeyusage': {
    operations: ['DisableKey', 'ScheduleKeyDeletion'],
    value: ({ lastUse, now }) => lastUse && String(Math.floor((now - lastUse()) / DAY)),
  },
};

/** Operations that no condition key of AWS KMS but those of their own is for. */
const NO_CALLER_ACCOUNT = ['GenerateRandom', 'ListKeys', 'ListAliases', 'ListRetirableGrants'];
