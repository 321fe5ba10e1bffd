import type { RotationsListEntry } from '@aws-sdk/client-kms';
import type { KeyMaterialEntrySeed } from '../../options/seeds/key-seed.js';
import type { KeyFacts } from './key-facts.js';

/** New key materials in the place of those that a key has; none where one that nothing is told of will do. */
export function materialSeeds({ metadata, materials }: KeyFacts): KeyMaterialEntrySeed[] {
  if (metadata.Origin === 'EXTERNAL') {
    // Only while there is imported key material, it expires or does not.
    if (metadata.ExpirationModel === undefined) return [];
    const imported = (materials ?? []).filter(isImported).sort(byRotation).map(entrySeed);
    return imported.length > 0 ? imported : [validTo(metadata)];
  }
  const entries = [...(materials ?? [])].sort(byRotation).map(entrySeed);
  return entries.length > 1 ? entries : [];
}

function isImported({ ImportState, KeyMaterialState }: RotationsListEntry): boolean {
  return ImportState === 'IMPORTED' && (KeyMaterialState === 'CURRENT' || KeyMaterialState === 'NON_CURRENT');
}

/** The first key material came by no rotation. */
function byRotation(one: RotationsListEntry, other: RotationsListEntry): number {
  return (one.RotationDate?.getTime() ?? 0) - (other.RotationDate?.getTime() ?? 0);
}

function entrySeed(entry: RotationsListEntry, at: number): KeyMaterialEntrySeed {
  const { RotationDate, RotationType, KeyMaterialDescription } = entry;
  return {
    ...(at > 0 && RotationDate && { RotationDate: RotationDate.toISOString() }),
    ...(at > 0 && RotationType && { RotationType }),
    ...validTo(entry),
    ...(KeyMaterialDescription !== undefined && { KeyMaterialDescription }),
  };
}

function validTo({ ValidTo }: { readonly ValidTo?: Date | undefined }): KeyMaterialEntrySeed {
  return ValidTo === undefined ? {} : { ValidTo: ValidTo.toISOString() };
}
