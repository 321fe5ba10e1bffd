import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { AliasSeed, KeySeed, ReplicaSeed } from '../../options/seeds/key-seed.js';
import { grantSeed } from './grant-seed.js';
import type { AliasFacts, KeyFacts } from './key-facts.js';
import { materialSeeds } from './material-seeds.js';

/** What a file of seeds has of an account, and what it has not, in lines for people. */
export interface Pulled {
  readonly keys: readonly KeySeed[];
  readonly aliases: readonly AliasSeed[];
  readonly missing: readonly string[];
}

/** Seeds of keys like those of an account, but with new key material. Pure. */
export function seedsOf(facts: readonly KeyFacts[], aliases: readonly AliasFacts[]): Pulled {
  const missing: string[] = [];
  const keys = related(facts).flatMap((group) => {
    const primary = group.find(({ metadata }) => !isReplica(metadata));
    const [{ metadata } = { metadata: undefined }] = group;
    const why = primary === undefined ? 'its primary key could not be read' : unfit(primary.metadata);
    if (primary === undefined || why !== undefined) {
      missing.push(`${metadata?.Arn}: left out: ${why}`);
      return [];
    }
    for (const one of group) missing.push(...differences(one).map((text) => `${one.metadata.Arn}: ${text}`));
    return [keySeed(primary, group)];
  });
  return { keys, aliases: aliases.map(aliasSeed), missing };
}

/** Multi-Region keys of one key id belong together; the order is that of the first of each. */
function related(facts: readonly KeyFacts[]): KeyFacts[][] {
  const groups = new Map<string, KeyFacts[]>();
  for (const one of facts) {
    const { AWSAccountId, KeyId, Arn, MultiRegion } = one.metadata;
    const id = MultiRegion === true ? `${AWSAccountId}/${KeyId}` : Arn;
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return [...groups.values()];
}

function isReplica({ MultiRegionConfiguration }: KeyMetadata): boolean {
  return MultiRegionConfiguration?.MultiRegionKeyType === 'REPLICA';
}

/** Why no seed can be such a key. */
function unfit({ Origin, CustomKeyStoreId }: KeyMetadata): string | undefined {
  if (CustomKeyStoreId === undefined && (Origin === 'AWS_KMS' || Origin === 'EXTERNAL')) return undefined;
  return `seeds have no keys of Origin ${Origin}, which are in custom key stores`;
}

/** Where the seed is not as the key is. */
function differences({ metadata, materials = [], refusals }: KeyFacts): string[] {
  const { KeyState } = metadata;
  const passing = KeyState === 'Creating' || KeyState === 'Updating';
  const waiting = materials.filter(isWaiting).length;
  return [
    ...refusals,
    ...(passing ? [`its key state ${KeyState} passes: written as Enabled`] : []),
    ...(waiting > 0
      ? [
          waiting === 1
            ? '1 of its imported key materials is not there, or waits for its rotation: left out'
            : `${waiting} of its imported key materials are not there, or wait for their rotation: left out`,
        ]
      : []),
  ];
}

function isWaiting({ ImportState, KeyMaterialState }: NonNullable<KeyFacts['materials']>[number]): boolean {
  return ImportState === 'PENDING_IMPORT' || KeyMaterialState?.startsWith('PENDING_') === true;
}

function keySeed(facts: KeyFacts, group: readonly KeyFacts[]): KeySeed {
  const { metadata, rotation } = facts;
  const replicas = metadata.MultiRegionConfiguration?.ReplicaKeys ?? [];
  const KeyMaterials = materialSeeds(facts);
  return {
    KeyId: metadata.KeyId,
    Region: regionOf(metadata.Arn),
    ...(metadata.AWSAccountId !== undefined && { AWSAccountId: metadata.AWSAccountId }),
    // AWS may have specs that this version of the package does not know: planting tells.
    KeySpec: metadata.KeySpec as NonNullable<KeySeed['KeySpec']>,
    ...(metadata.KeyUsage !== undefined && { KeyUsage: metadata.KeyUsage }),
    ...(metadata.Origin === 'EXTERNAL' && { Origin: metadata.Origin }),
    ...ownMembers(facts),
    ...stateOf(metadata),
    ...(rotation?.KeyRotationEnabled === true && {
      ...(rotation.RotationPeriodInDays !== undefined && { RotationPeriodInDays: rotation.RotationPeriodInDays }),
      ...(rotation.NextRotationDate !== undefined && { NextRotationDate: dateText(rotation.NextRotationDate) }),
    }),
    ...(KeyMaterials.length > 0 && { KeyMaterials }),
    ...(replicas.length > 0 && {
      ReplicaRegions: replicas.map(({ Arn, Region = '' }) => {
        const own = group.find((one) => one.metadata.Arn === Arn);
        return own === undefined ? Region : replicaSeed(own, Region);
      }),
    }),
    source: metadata.Arn,
  };
}

/** Each member that may differ from the primary key's, also where it is empty. */
function replicaSeed(facts: KeyFacts, Region: string): ReplicaSeed {
  const { metadata } = facts;
  const { KeyState, DeletionDate } = stateOf(metadata);
  const own = ownMembers(facts);
  return {
    Region,
    Description: '',
    Tags: [],
    ...own,
    // As a replica key can be.
    KeyState: (KeyState ?? 'Enabled') as NonNullable<ReplicaSeed['KeyState']>,
    ...(DeletionDate !== undefined && { DeletionDate }),
  };
}

function ownMembers({ metadata, policy, tags = [], grants = [] }: KeyFacts) {
  const { Arn, CreationDate, Description = '' } = metadata;
  return {
    ...(CreationDate !== undefined && { CreationDate: dateText(CreationDate) }),
    ...(Description !== '' && { Description }),
    ...(tags.length > 0 && { Tags: tags.map(({ TagKey = '', TagValue = '' }) => ({ TagKey, TagValue })) }),
    ...(grants.length > 0 && { Grants: grants.map((grant) => grantSeed(grant, Arn)) }),
    ...(policy !== undefined && { Policy: policy }),
  };
}

/** What is not as a seed has it where it says nothing. */
function stateOf(metadata: KeyMetadata): Pick<KeySeed, 'KeyState' | 'DeletionDate' | 'PendingDeletionWindowInDays'> {
  const { KeyState, DeletionDate, PendingDeletionWindowInDays } = metadata;
  if (KeyState === 'Disabled' || KeyState === 'PendingImport') return { KeyState };
  if (KeyState === 'PendingDeletion')
    return { KeyState, ...(DeletionDate && { DeletionDate: dateText(DeletionDate) }) };
  if (KeyState !== 'PendingReplicaDeletion') return {};
  return { KeyState, ...(PendingDeletionWindowInDays !== undefined && { PendingDeletionWindowInDays }) };
}

function aliasSeed({ AliasArn, AliasName, TargetKeyId, CreationDate, LastUpdatedDate }: AliasFacts): AliasSeed {
  return {
    AliasName,
    TargetKeyId: AliasArn.replace(/alias\/.*$/s, `key/${TargetKeyId}`),
    ...(CreationDate && { CreationDate: dateText(CreationDate) }),
    ...(LastUpdatedDate && { LastUpdatedDate: dateText(LastUpdatedDate) }),
  };
}

function dateText(date: Date): string {
  return date.toISOString();
}

export function regionOf(arn: string): string {
  return arn.split(':')[3] as string;
}
