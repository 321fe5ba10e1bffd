import { fromBase64 } from '../../bytes/base64.js';
import { toBigInt } from '../../bytes/integer.js';
import { isKeyId } from '../../model/arn.js';
import { ENUMS } from '../../model/everyday-enums.js';
import { keySpec } from '../../model/key-specs.js';
import {
  type Check,
  expected,
  expectedKind,
  listOf,
  oneOfTexts,
  refuse,
  text,
  trueOrFalse,
  wholeNumber,
} from '../../options/checks.js';
import type { KeyMaterial } from '../../ports/crypto-backend.js';
import type { XksProxy } from '../../ports/key-store-backends.js';
import type { OrganizationMembership } from '../../state/records/account.js';
import type { AttachedPolicyRecord } from '../../state/records/attached-policy.js';
import type { GrantRecord } from '../../state/records/grant.js';
import type { KeyRecord, TagRecord } from '../../state/records/key.js';
import type { KeyMaterialEntry, KeyMaterials } from '../../state/records/key-materials.js';
import type { Records, TableName } from '../../state/tables.js';

/** What JSON tells as an object: there are many, and `isPlainObject` takes time to see through what JSON cannot tell. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** No path is made where none is given: `checkTables` gives one only of a record that is refused. */
function under(path: string, member: string): string {
  return path === '' ? '' : `${path}.${member}`;
}

type Optional<R> = { [M in keyof R]-?: undefined extends R[M] ? M : never }[keyof R];
type Checks<R> = { readonly [M in keyof R]-?: Check };

/**
 * An object with these members and no others: first those that its type requires, then those that may be left out. A member
 * of the type that stands in neither does not compile.
 */
function record<R extends object>(
  required: Checks<Omit<R, Optional<R>>>,
  optional: Checks<Pick<R, Optional<R>>>,
): Check {
  const checks = new Map<string, Check>(Object.entries({ ...required, ...optional }));
  const needed = Object.keys(required);
  return (value, path) => {
    if (!isObject(value)) expectedKind(path, value, 'an object');
    for (const name of Object.keys(value)) {
      const check = checks.get(name) ?? refuse(`${path}.${name}`, 'no record has such a member');
      check(value[name], under(path, name));
    }
    // What is missing is not what its check allows.
    for (const name of needed) if (!Object.hasOwn(value, name)) checks.get(name)?.(undefined, under(path, name));
  };
}

function mapOf(check: Check): Check {
  return (value, path) => {
    if (!isObject(value)) expectedKind(path, value, 'an object');
    for (const [name, item] of Object.entries(value)) check(item, `${path}.${name}`);
  };
}

const anyText: Check = (value, path) => {
  if (typeof value !== 'string') expected(path, value, 'text');
};
const account = text(/^\d{12}$/, 'a 12-digit account id');
const region = text(/^[a-z]+(-[a-z]+)+-\d+$/, 'an AWS Region');
const hexId = text(/^[0-9a-f]{64}$/, '64 hexadecimal digits');
const name = text(/^\w+$/, 'a name');
export const count: Check = wholeNumber(0);
export function counts(value: unknown, path: string): asserts value is Readonly<Record<string, number>> {
  mapOf(count)(value, path);
}

export function checkTokenSecret(value: unknown, path: string): asserts value is string {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]{43}=$/.test(value)) expectedKind(path, value, '32 bytes in base64');
}

/** The last Date that there is. */
const LAST = 8.64e15;

function time(value: unknown, path: string): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > LAST)
    expected(path, value, 'milliseconds since the epoch');
}

const optionalRotation = record<NonNullable<KeyMaterialEntry['rotation']>>(
  { RotationDate: time, RotationType: name },
  {},
);

const materialEntry = record<KeyMaterialEntry>(
  { KeyMaterialId: hexId, material },
  { rotation: optionalRotation, KeyMaterialDescription: anyText },
);

/** Text of which an error tells nothing. */
function secret(pattern: RegExp, what: string): Check {
  return (value, path) => {
    if (typeof value !== 'string' || !pattern.test(value)) expectedKind(path, value, what);
  };
}

const password = secret(/^/, 'text');

const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const keyMaterial = record<KeyMaterial>(
  { spec: oneOfTexts(ENUMS.KeySpec), form: oneOfTexts(['secret', 'seed']), value: secret(BASE64, 'base64') },
  {},
);

function material(value: unknown, path: string): void {
  keyMaterial(value, path);
  if (!isSecret(value as KeyMaterial)) refuse(`${path}.value`, 'no key material of this key spec');
}

/** Whether it has the length of a secret of its key spec, and of an elliptic curve the range. */
function isSecret({ spec, form, value }: KeyMaterial): boolean {
  const { family, order, secretBytes, importBytes, importBytesInChina } = keySpec(spec);
  const bytes = fromBase64(value);
  if (form === 'seed') return family === 'rsa' && bytes.length === secretBytes;
  // RSAPrivateKey: a SEQUENCE whose length takes two bytes.
  if (family === 'rsa') return toBigInt(bytes.subarray(0, 4)) === 0x3082n * 0x10000n + BigInt(bytes.length - 4);
  const ranges = [importBytes, importBytesInChina, [secretBytes, secretBytes] as const];
  const fits = ranges.some((range) => range && bytes.length >= range[0] && bytes.length <= range[1]);
  return fits && (order === undefined || (toBigInt(bytes) > 0n && toBigInt(bytes) < order));
}

const materials = record<KeyMaterials>(
  { entries: listOf(materialEntry, 'a list of key materials'), onDemandRotations: count },
  {
    current: hexId,
    pending: hexId,
    rotation: record<NonNullable<KeyMaterials['rotation']>>(
      { RotationPeriodInDays: wholeNumber(90, 2560), NextRotationDate: time },
      {},
    ),
  },
);

const KEY_STATES = [
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingReplicaDeletion',
  'PendingImport',
  'Creating',
  'Updating',
];
const CONNECTION_STATES = ['CONNECTED', 'CONNECTING', 'FAILED', 'DISCONNECTED', 'DISCONNECTING'];

const managedPolicy = record<Extract<AttachedPolicyRecord, { PolicyArn: string }>>({ PolicyArn: anyText }, {});
const inlinePolicy = record<Extract<AttachedPolicyRecord, { PolicyName: string }>>(
  { PolicyName: anyText, PolicyDocument: anyText },
  {},
);
const attachedPolicy: Check = (value, path) =>
  (isObject(value) && 'PolicyArn' in value ? managedPolicy : inlinePolicy)(value, path);
const attachedPolicies = listOf(attachedPolicy, 'a list of policies');
const policyLevels = listOf(attachedPolicies, 'a list of levels');

/** One check for each table: every member that its records have. */
const RECORD_CHECKS: { readonly [T in TableName]: Check } = {
  keys: record<Records['keys']>(
    {
      Arn: anyText,
      account,
      region,
      KeyId: (value, path) => {
        if (typeof value !== 'string' || !isKeyId(value)) expected(path, value, 'a key id');
      },
      CreationDate: time,
      Description: anyText,
      KeySpec: oneOfTexts(ENUMS.KeySpec),
      KeyUsage: oneOfTexts(ENUMS.KeyUsage),
      Origin: oneOfTexts(ENUMS.Origin),
      KeyManager: oneOfTexts(['AWS', 'CUSTOMER']),
      KeyState: oneOfTexts(KEY_STATES),
      Policy: anyText,
      Tags: listOf(record<TagRecord>({ TagKey: anyText, TagValue: anyText, place: count }, {}), 'a list of tags'),
      materials,
    },
    {
      DeletionDate: time,
      PendingDeletionWindowInDays: count,
      MultiRegionKeyType: oneOfTexts(['PRIMARY', 'REPLICA']),
      transition: record<NonNullable<KeyRecord['transition']>>({ at: time, to: oneOfTexts(KEY_STATES) }, {}),
      imported: mapOf(record({}, { ValidTo: time })),
      CustomKeyStoreId: anyText,
      XksKeyId: anyText,
    },
  ),
  aliases: record<Records['aliases']>(
    { AliasArn: anyText, AliasName: text(/^alias\/./, 'an alias name'), account, region },
    { targetKeyArn: anyText, CreationDate: time, LastUpdatedDate: time },
  ),
  grants: record<Records['grants']>(
    {
      id: hexId,
      GrantId: hexId,
      keyArn: anyText,
      region,
      CreationDate: time,
      IssuingAccount: anyText,
      Operations: listOf(name, 'a list of grant operations'),
    },
    {
      Name: anyText,
      GranteePrincipal: anyText,
      GranteeServicePrincipal: anyText,
      RetiringPrincipal: anyText,
      RetiringServicePrincipal: anyText,
      Constraints: record<NonNullable<GrantRecord['Constraints']>>(
        {},
        { EncryptionContextEquals: mapOf(anyText), EncryptionContextSubset: mapOf(anyText), SourceArn: anyText },
      ),
    },
  ),
  customKeyStores: record<Records['customKeyStores']>(
    {
      CustomKeyStoreId: anyText,
      account,
      region,
      CustomKeyStoreName: anyText,
      CustomKeyStoreType: oneOfTexts(['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE']),
      ConnectionState: oneOfTexts(CONNECTION_STATES),
      CreationDate: time,
    },
    {
      ConnectionErrorCode: name,
      transition: record<NonNullable<Records['customKeyStores']['transition']>>(
        { at: time, to: oneOfTexts(CONNECTION_STATES) },
        { ConnectionErrorCode: name },
      ),
      CloudHsmClusterId: anyText,
      TrustAnchorCertificate: anyText,
      KeyStorePassword: password,
      proxy: record<XksProxy>(
        {
          Connectivity: name,
          AccessKeyId: anyText,
          RawSecretAccessKey: password,
          UriEndpoint: anyText,
          UriPath: anyText,
        },
        { VpcEndpointServiceName: anyText, VpcEndpointServiceOwner: anyText },
      ),
    },
  ),
  lastUsages: record<Records['lastUsages']>(
    { keyArn: anyText, Operation: name, Timestamp: time, KmsRequestId: anyText },
    {},
  ),
  identities: record<Records['identities']>(
    { Arn: anyText, account, policies: attachedPolicies, tags: mapOf(anyText) },
    { permissionsBoundary: attachedPolicy },
  ),
  managedPolicies: record<Records['managedPolicies']>({ Arn: anyText, PolicyDocument: anyText }, {}),
  accounts: record<Records['accounts']>(
    { account, hasIam: trueOrFalse },
    {
      serviceControlPolicies: policyLevels,
      resourceControlPolicies: policyLevels,
      organization: record<OrganizationMembership>(
        { id: anyText, isManagementAccount: trueOrFalse },
        { path: anyText },
      ),
    },
  ),
};

export function checkRecord(table: TableName, value: unknown, path: string): void {
  RECORD_CHECKS[table](value, path);
}
