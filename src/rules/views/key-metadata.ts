import type { KeyMetadata, MultiRegionConfiguration } from '@aws-sdk/client-kms';
import { keySpec } from '../../model/key-specs.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { State } from '../../state/state.js';
import { tellsKeyMaterialId } from '../key-material-id.js';
import { relatedKeys } from '../related-keys.js';
import { keyState } from '../shown-key-state.js';

// Which member of KeyMetadata lists the algorithms of a usage.
const ALGORITHM_MEMBERS = {
  ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
  SIGN_VERIFY: 'SigningAlgorithms',
  GENERATE_VERIFY_MAC: 'MacAlgorithms',
  KEY_AGREEMENT: 'KeyAgreementAlgorithms',
  ENCAPSULATE_DECAPSULATE: 'EncapsulationAlgorithms',
} as const;

/** The one member with the key's algorithms, in AWS's order. */
export function algorithmsOf(key: KeyRecord): { [member: string]: string[] } {
  return { [ALGORITHM_MEMBERS[key.KeyUsage]]: [...(keySpec(key.KeySpec).usages[key.KeyUsage] ?? [])] };
}

/** A key as DescribeKey, CreateKey and ReplicateKey show it; a new key is shown before it is in the state. */
export function keyMetadata(state: State, key: KeyRecord): KeyMetadata {
  const shownState = keyState(state, key);
  return present({
    AWSAccountId: key.account,
    KeyId: key.KeyId,
    Arn: key.Arn,
    CreationDate: new Date(key.CreationDate),
    Enabled: shownState === 'Enabled',
    Description: key.Description,
    KeyUsage: key.KeyUsage,
    KeyState: shownState,
    DeletionDate: dateOf(key.KeyState === 'PendingDeletion' ? key.DeletionDate : undefined),
    ...importedMembers(key),
    Origin: key.Origin,
    CustomKeyStoreId: key.CustomKeyStoreId,
    CloudHsmClusterId: key.CustomKeyStoreId && state.get('customKeyStores', key.CustomKeyStoreId)?.CloudHsmClusterId,
    KeyManager: key.KeyManager,
    CustomerMasterKeySpec: key.KeySpec,
    KeySpec: key.KeySpec,
    ...algorithmsOf(key),
    MultiRegion: key.MultiRegionKeyType !== undefined,
    MultiRegionConfiguration: multiRegionConfiguration(state, key),
    PendingDeletionWindowInDays:
      key.KeyState === 'PendingReplicaDeletion' ? key.PendingDeletionWindowInDays : undefined,
    XksKeyConfiguration: key.XksKeyId && { Id: key.XksKeyId },
    CurrentKeyMaterialId: key.KeyState !== 'Creating' && tellsKeyMaterialId(key) ? key.materials.current : undefined,
  }) as unknown as KeyMetadata;
}

/** A copy without absent members. */
function present(members: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const name of Object.keys(members)) if (members[name] !== undefined) out[name] = members[name];
  return out;
}

function dateOf(milliseconds: number | undefined): Date | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds);
}

/** Of the whole key: it expires when the first of its materials does. A pending one is not permanently the key's. */
function importedMembers({
  imported: all = {},
  materials,
}: KeyRecord): Pick<KeyMetadata, 'ValidTo' | 'ExpirationModel'> {
  const permanent = Object.entries(all).filter(([keyMaterialId]) => keyMaterialId !== materials.pending);
  if (permanent.length === 0) return {};
  const expiries = permanent.flatMap(([, { ValidTo }]) => (ValidTo === undefined ? [] : [ValidTo]));
  if (expiries.length === 0) return { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
  return { ValidTo: new Date(Math.min(...expiries)), ExpirationModel: 'KEY_MATERIAL_EXPIRES' };
}

function multiRegionConfiguration(state: State, key: KeyRecord): MultiRegionConfiguration | undefined {
  if (key.MultiRegionKeyType === undefined) return undefined;
  const known = relatedKeys(state, key);
  const related = known.includes(key) ? known : [...known, key];
  const views = (type: KeyRecord['MultiRegionKeyType']) =>
    related.filter((one) => one.MultiRegionKeyType === type).map(({ Arn, region }) => ({ Arn, Region: region }));
  const [primary] = views('PRIMARY');
  return {
    MultiRegionKeyType: key.MultiRegionKeyType,
    ...(primary && { PrimaryKey: primary }),
    ReplicaKeys: views('REPLICA'),
  };
}
