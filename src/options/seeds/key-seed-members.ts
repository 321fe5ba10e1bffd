import { ENUMS } from '../../model/everyday-enums.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import { PENDING_WINDOW_IN_DAYS, ROTATION_PERIOD_IN_DAYS } from '../../model/limits.js';
import * as Member from '../../model/members.js';
import { string } from '../../model/shapes.js';
import { GrantName, GrantSourceArn } from '../../rules/grant-rules.js';
import {
  anything,
  type Check,
  expected,
  isPlainObject,
  listOf,
  members,
  oneOfTexts,
  refuse,
  text,
  trueOrFalse,
  wholeNumber,
} from '../checks.js';
import { asJson } from '../json.js';
import type { AliasSeed, GrantSeed, KeyMaterialEntrySeed, KeySeed, ReplicaSeed, TagSeed } from './key-seed.js';
import { account, date, keyId, keyIdOrArn, textOf } from './seed-checks.js';

const alias = textOf(Member.AliasName);
const region = textOf(Member.Region);
const source = text(/./, 'text that is not empty');

const tag = members<TagSeed>({ TagKey: textOf(Member.TagKey), TagValue: textOf(string(0, 256)) }, [
  'TagKey',
  'TagValue',
]);

const materialEntry = members<KeyMaterialEntrySeed>({
  KeyMaterial: anything,
  RotationDate: date,
  RotationType: oneOfTexts(['AUTOMATIC', 'ON_DEMAND']),
  ValidTo: date,
  KeyMaterialDescription: textOf(Member.KeyMaterialDescription),
});

const tags = listOf(tag, 'a list of tags, each { TagKey, TagValue }');

const grant = members<GrantSeed>(
  {
    GrantId: text(/^[0-9a-f]{64}$/, '64 lower-case hexadecimal digits'),
    Name: textOf(GrantName),
    CreationDate: date,
    IssuingAccount: text(/^arn:aws[a-z-]*:iam::\d{12}:root$/, 'the root ARN of an account'),
    GranteePrincipal: textOf(Member.PrincipalId),
    GranteeServicePrincipal: textOf(Member.ServicePrincipal),
    RetiringPrincipal: textOf(Member.PrincipalId),
    RetiringServicePrincipal: textOf(Member.ServicePrincipal),
    Operations: listOf(oneOfTexts(LAZY_ENUMS.GrantOperation), 'a list of operations'),
    Constraints: members<NonNullable<GrantSeed['Constraints']>>({
      EncryptionContextSubset: encryptionContext,
      EncryptionContextEquals: encryptionContext,
      SourceArn: textOf(GrantSourceArn),
    }),
  },
  ['Operations'],
);

const grants = listOf(grant, 'a list of grants, each { GranteePrincipal, Operations }');

const replica = members<ReplicaSeed>(
  {
    Region: region,
    Description: textOf(Member.Description),
    Tags: tags,
    Policy: policy,
    CreationDate: date,
    KeyState: oneOfTexts(['Enabled', 'Disabled', 'PendingDeletion']),
    DeletionDate: date,
    Grants: grants,
  },
  ['Region'],
);

/** Checks each member by itself. Whether the members fit each other is checked where the key is made. */
export const checkKeySeed: Check = members<KeySeed>({
  KeyId: keyId,
  Alias: alias,
  Aliases: listOf(alias, 'a list of alias names'),
  Description: textOf(Member.Description),
  Tags: tags,
  Policy: policy,
  Grants: grants,
  KeySpec: oneOfTexts(ENUMS.KeySpec),
  KeyUsage: oneOfTexts(ENUMS.KeyUsage),
  Origin: oneOfTexts(['AWS_KMS', 'EXTERNAL']),
  KeyState: oneOfTexts(['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport', 'PendingReplicaDeletion']),
  DeletionDate: date,
  PendingDeletionWindowInDays: wholeNumber(PENDING_WINDOW_IN_DAYS.min, PENDING_WINDOW_IN_DAYS.max),
  MultiRegion: trueOrFalse,
  ReplicaRegions: listOf((item, path) => (isPlainObject(item) ? replica : region)(item, path), 'a list of Regions'),
  Region: region,
  AWSAccountId: account,
  CreationDate: date,
  RotationPeriodInDays: wholeNumber(ROTATION_PERIOD_IN_DAYS.min, ROTATION_PERIOD_IN_DAYS.max),
  NextRotationDate: date,
  KeyMaterial: anything,
  KeyMaterials: materialHistory,
  ValidTo: date,
  source,
});

export const checkAliasSeed: Check = members<AliasSeed>(
  { AliasName: alias, TargetKeyId: keyIdOrArn, CreationDate: date, LastUpdatedDate: date, source },
  ['AliasName', 'TargetKeyId'],
);

function policy(value: unknown, path: string): void {
  if (typeof value !== 'string' && !isPlainObject(value))
    expected(path, value, 'the text of a key policy, or an object');
  textOf(Member.Policy)(typeof value === 'string' ? value : asJson(value, path), path);
}

function encryptionContext(value: unknown, path: string): void {
  if (!isPlainObject(value)) expected(path, value, 'an encryption context: an object of texts');
  for (const [name, item] of Object.entries(value)) {
    if (typeof item !== 'string') expected(`${path}.${name}`, item, 'text');
  }
}

function materialHistory(value: unknown, path: string): void {
  listOf(materialEntry, 'a list of { KeyMaterial }, the oldest first')(value, path);
  if ((value as unknown[]).length === 0) refuse(path, 'expected at least one { KeyMaterial }; the list is empty');
}
