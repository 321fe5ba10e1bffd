import type { KeyUsageType } from '@aws-sdk/client-kms';
import type { Scope } from '../../model/arn.js';
import { isOffered, type KeySpecName, keySpec } from '../../model/key-specs.js';
import { expected, refuse, shown } from '../../options/checks.js';
import type { KeySeed } from '../../options/seeds/key-seed.js';
import type { KeyRecord } from '../../state/records/key.js';

/** Spec, usage and origin of a seed, which must fit each other and the Region. */
export function keyTraits(
  seed: KeySeed,
  specOfMaterial: KeySpecName | undefined,
  scope: Scope,
  path: string,
): Pick<KeyRecord, 'KeySpec' | 'KeyUsage' | 'Origin'> {
  const KeySpec = seed.KeySpec ?? specOfMaterial ?? 'SYMMETRIC_DEFAULT';
  if (!isOffered(KeySpec, scope.partition)) {
    refuse(`${path}.KeySpec`, `AWS KMS does not offer ${KeySpec} in Region ${scope.region}`);
  }
  const { Origin = 'AWS_KMS' } = seed;
  const { origins } = keySpec(KeySpec);
  if (!origins.includes(Origin)) {
    refuse(`${path}.Origin`, `a key of ${KeySpec} cannot have Origin ${Origin}, only ${origins.join(', ')}`);
  }
  return { KeySpec, KeyUsage: keyUsage(seed, KeySpec, path), Origin };
}

function keyUsage({ KeyUsage }: KeySeed, spec: KeySpecName, path: string): KeyUsageType {
  const usages = Object.keys(keySpec(spec).usages) as KeyUsageType[];
  const [first, ...more] = usages;
  if (KeyUsage === undefined && first !== undefined && more.length === 0) return first;
  if (KeyUsage === undefined || !usages.includes(KeyUsage)) {
    expected(`${path}.KeyUsage`, KeyUsage, `a usage that ${spec} has: ${usages.join(' or ')}`);
  }
  return KeyUsage;
}

/** Whether it is a multi-Region key; its KeyId tells that too. */
export function multiRegion(seed: KeySeed, path: string): boolean {
  const { KeyId, ReplicaRegions = [] } = seed;
  const told = KeyId?.startsWith('mrk-');
  const { MultiRegion = told ?? ReplicaRegions.length > 0 } = seed;
  if (told !== undefined && told !== MultiRegion) {
    const form = MultiRegion ? 'a multi-Region key begins with mrk-' : 'a single-Region key is a UUID';
    refuse(`${path}.KeyId`, `MultiRegion is ${MultiRegion}, and the KeyId of ${form}; got ${shown(KeyId)}`);
  }
  if (!MultiRegion && ReplicaRegions.length > 0) {
    refuse(`${path}.ReplicaRegions`, 'only multi-Region keys have replica keys, and this key is none');
  }
  return MultiRegion;
}
