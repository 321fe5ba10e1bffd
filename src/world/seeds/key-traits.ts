import type { KeyUsageType } from '@aws-sdk/client-kms';
import type { Scope } from '../../model/arn.js';
import { isOffered, type KeySpecName, keySpec } from '../../model/key-specs.js';
import { refuseOption } from '../../options/checks.js';
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
    refuseOption(`${path}.KeySpec`, KeySpec, `a key spec that AWS KMS has in Region ${scope.region}`);
  }
  const { Origin = 'AWS_KMS' } = seed;
  const { origins } = keySpec(KeySpec);
  if (!origins.includes(Origin))
    refuseOption(`${path}.Origin`, Origin, `an origin of ${KeySpec}: ${origins.join(', ')}`);
  return { KeySpec, KeyUsage: keyUsage(seed, KeySpec, path), Origin };
}

function keyUsage({ KeyUsage }: KeySeed, spec: KeySpecName, path: string): KeyUsageType {
  const usages = Object.keys(keySpec(spec).usages) as KeyUsageType[];
  const [first, ...more] = usages;
  if (KeyUsage === undefined && first !== undefined && more.length === 0) return first;
  if (KeyUsage === undefined || !usages.includes(KeyUsage)) {
    refuseOption(`${path}.KeyUsage`, KeyUsage, `one of ${usages.join(', ')}, which ${spec} has`);
  }
  return KeyUsage;
}

/** Whether it is a multi-Region key; its KeyId tells that too. */
export function multiRegion(seed: KeySeed, path: string): boolean {
  const { KeyId, ReplicaRegions = [] } = seed;
  const told = KeyId?.startsWith('mrk-');
  const { MultiRegion = told ?? ReplicaRegions.length > 0 } = seed;
  if (told !== undefined && told !== MultiRegion) {
    refuseOption(
      `${path}.KeyId`,
      KeyId,
      MultiRegion ? 'that of a multi-Region key: mrk-' : 'that of a single-Region key: a UUID',
    );
  }
  if (!MultiRegion && ReplicaRegions.length > 0) {
    refuseOption(`${path}.ReplicaRegions`, ReplicaRegions, 'possible: only multi-Region keys have replica keys');
  }
  return MultiRegion;
}
