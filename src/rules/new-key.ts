import { toHex } from '../bytes/hex.js';
import type { World } from '../contract/world.js';
import { generateKeyMaterial, keyMaterialId } from '../crypto/key-material.js';
import { keyArn, type Scope } from '../model/arn.js';
import { type KeyRecord, relatedId } from '../state/records/key.js';
import type { KeyMaterialEntry, KeyMaterials } from '../state/records/key-materials.js';

/** What a new key does not decide itself. */
export type NewKey = Pick<
  KeyRecord,
  'Description' | 'KeySpec' | 'KeyUsage' | 'Origin' | 'KeyManager' | 'Policy' | 'Tags'
> & {
  readonly CustomKeyStoreId?: string | undefined;
  readonly XksKeyId?: string | undefined;
  readonly MultiRegion: boolean;
  /** Only seeds bring their own. */
  readonly KeyId?: string;
};

/** A key with its first key material, or waiting for an import of it. */
export function newKey(world: World, scope: Scope, now: number, given: NewKey): KeyRecord {
  const KeyId = given.KeyId ?? newKeyId(world, scope, given.MultiRegion);
  const { account, region } = scope;
  // Member by member: a world may hold a million of them (docs/decisions/0010-where-speed-may-cost-clarity.md).
  const key: { -readonly [M in keyof KeyRecord]: KeyRecord[M] } = {
    Arn: keyArn(scope, KeyId),
    KeyId,
    account,
    region,
    CreationDate: now,
    Description: given.Description,
    KeyUsage: given.KeyUsage,
    KeySpec: given.KeySpec,
    Origin: given.Origin,
    KeyManager: given.KeyManager,
    KeyState: given.Origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled',
    Policy: given.Policy,
    Tags: given.Tags,
    materials: firstMaterials(world, { account, KeyId, KeySpec: given.KeySpec }, given.Origin),
  };
  if (given.CustomKeyStoreId !== undefined) key.CustomKeyStoreId = given.CustomKeyStoreId;
  if (given.XksKeyId !== undefined) key.XksKeyId = given.XksKeyId;
  if (given.MultiRegion) key.MultiRegionKeyType = 'PRIMARY';
  return key;
}

function firstMaterials(world: World, owner: MaterialOwner, Origin: KeyRecord['Origin']): KeyMaterials {
  if (Origin === 'EXTERNAL') return { entries: [], onDemandRotations: 0 };
  const entry = newKeyMaterial(world, owner, 0);
  return { entries: [entry], current: entry.KeyMaterialId, onDemandRotations: 0 };
}

type MaterialOwner = Pick<KeyRecord, 'account' | 'KeyId' | 'KeySpec'>;

/** The material at that place in the history of a key. */
export function newKeyMaterial(world: World, key: MaterialOwner, index: number): KeyMaterialEntry {
  // Related keys share it, so its Region must not matter; the id of a single-Region key is unique anyway.
  const name = `key material ${relatedId(key)} ${key.KeySpec} ${index}`;
  const material = generateKeyMaterial(key.KeySpec, world.random, name);
  return { KeyMaterialId: keyMaterialId(key.KeyId, material), material };
}

function newKeyId(world: World, scope: Scope, multiRegion: boolean): string {
  const purpose = `key id ${scope.account} ${scope.region}`;
  return multiRegion ? `mrk-${toHex(world.random.bytes(16, purpose))}` : world.random.uuid(purpose);
}
