import { ENUMS } from '../../model/enums.js';
import * as Member from '../../model/members.js';
import { pattern, string } from '../../model/shapes.js';
import { type Check, members, oneOfTexts, refuseOption, trueOrFalse } from '../checks.js';
import type { AliasSeed, KeyMaterialEntrySeed, KeySeed, TagSeed } from './key-seed.js';
import { account, anything, date, having, integerFrom, keyId, keyIdOrArn, listOf, textOf } from './seed-checks.js';

const alias = textOf(Member.AliasName);
const region = textOf(Member.Region);

const tag = having(
  ['TagKey', 'TagValue'],
  members<TagSeed>({ TagKey: textOf(Member.TagKey), TagValue: textOf(string(0, 256)) }),
);

const materialEntry = members<KeyMaterialEntrySeed>({
  KeyMaterial: anything,
  RotationDate: date,
  RotationType: oneOfTexts(['AUTOMATIC', 'ON_DEMAND']),
  ValidTo: date,
  KeyMaterialDescription: textOf(string(0, 256, pattern('^[a-zA-Z0-9:/_\\s.-]+$'))),
});

/** Each member for itself; what they must be to each other is seen where a key is made of them. */
export const checkKeySeed: Check = members<KeySeed>({
  KeyId: keyId,
  Alias: alias,
  Aliases: listOf(alias, 'a list of alias names'),
  Description: textOf(Member.Description),
  Tags: listOf(tag, 'a list of tags, each { TagKey, TagValue }'),
  Policy: policy,
  KeySpec: oneOfTexts(ENUMS.KeySpec),
  KeyUsage: oneOfTexts(ENUMS.KeyUsage),
  Origin: oneOfTexts(['AWS_KMS', 'EXTERNAL']),
  KeyState: oneOfTexts(['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport']),
  DeletionDate: date,
  MultiRegion: trueOrFalse,
  ReplicaRegions: listOf(region, 'a list of Regions'),
  Region: region,
  AWSAccountId: account,
  CreationDate: date,
  RotationPeriodInDays: integerFrom(90, 2560),
  NextRotationDate: date,
  KeyMaterial: anything,
  KeyMaterials: materialHistory,
  ValidTo: date,
});

export const checkAliasSeed: Check = having(
  ['AliasName', 'TargetKeyId'],
  members<AliasSeed>({ AliasName: alias, TargetKeyId: keyIdOrArn }),
);

function policy(value: unknown, path: string): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  if (typeof value !== 'string') refuseOption(path, value, 'the text of a key policy, or an object');
  textOf(Member.Policy)(value, path);
}

function materialHistory(value: unknown, path: string): void {
  listOf(materialEntry, 'a list of { KeyMaterial }, the oldest first')(value, path);
  if ((value as unknown[]).length === 0) refuseOption(path, value, 'a list of at least one { KeyMaterial }');
}
