import type { World } from '../../contract/world.js';
import { importedKeyMaterialId, keyMaterialId } from '../../crypto/key-material.js';
import { partitionOf } from '../../model/arn.js';
import { keySpec } from '../../model/key-specs.js';
import { refuse } from '../../options/checks.js';
import { timeOf } from '../../options/time.js';
import type { KeyMaterial } from '../../ports/crypto-backend.js';
import { type MaybePromise, mapInTurn, whenReady } from '../../ports/maybe-promise.js';
import { newKeyMaterial } from '../../rules/new-key.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { KeyMaterialEntry } from '../../state/records/key-materials.js';
import type { GivenMaterial } from './given-materials.js';
import { importKeyForm } from './material/import-key-form.js';

/** The history of a key from its given materials, oldest first. */
export function seededEntries(
  world: World,
  key: KeyRecord,
  given: readonly GivenMaterial[],
): MaybePromise<KeyMaterialEntry[]> {
  const [, second] = given;
  if (second !== undefined && keySpec(key.KeySpec).type !== 'symmetric') {
    refuse(second.path, 'only symmetric encryption keys can have more than one key material');
  }
  const entries = mapInTurn(given, (one, at) => {
    checkDates(key, one, at);
    const material = materialOf(world, key, one, at);
    return whenReady(material, (read) =>
      whenReady(idOf(world, key, read), (KeyMaterialId) => entryOf(key, { KeyMaterialId, material: read }, one, at)),
    );
  });
  return whenReady(entries, (all) => refuseTwins(all, given));
}

/** The material of a seed as this key has it, or a new one. */
function materialOf(
  world: World,
  key: KeyRecord,
  { form, path }: GivenMaterial,
  at: number,
): MaybePromise<KeyMaterial> {
  if (form === undefined) return newKeyMaterial(world, key, at).material;
  const as = { spec: key.KeySpec, partition: partitionOf(key.region), path: `${path}.KeyMaterial` };
  return importKeyForm(world.crypto, form, as);
}

/** What a key of Origin EXTERNAL holds as imported. */
export function importedOf(
  entries: readonly KeyMaterialEntry[],
  given: readonly GivenMaterial[],
): NonNullable<KeyRecord['imported']> {
  return Object.fromEntries(
    entries.map(({ KeyMaterialId }, at) => {
      const ValidTo = given[at]?.ValidTo;
      return [KeyMaterialId, ValidTo === undefined ? {} : { ValidTo: timeOf(ValidTo) }];
    }),
  );
}

function checkDates({ Origin }: KeyRecord, { ValidTo, RotationDate, path }: GivenMaterial, at: number): void {
  if (ValidTo !== undefined && Origin !== 'EXTERNAL') {
    refuse(`${path}.ValidTo`, 'only the key material of Origin EXTERNAL expires');
  }
  if (RotationDate !== undefined && at === 0) {
    refuse(`${path}.RotationDate`, 'the first key material came with the key, not by a rotation');
  }
}

function idOf({ crypto }: World, { KeyId, Origin }: KeyRecord, material: KeyMaterial): MaybePromise<string> {
  // Importing the same material again must find it.
  const imported = Origin === 'EXTERNAL' && keySpec(material.spec).type === 'asymmetric';
  return imported ? importedKeyMaterialId(crypto, KeyId, material) : keyMaterialId(KeyId, material);
}

function entryOf(key: KeyRecord, entry: KeyMaterialEntry, given: GivenMaterial, at: number): KeyMaterialEntry {
  const { RotationDate, RotationType = 'ON_DEMAND', KeyMaterialDescription } = given;
  const date = RotationDate === undefined ? key.CreationDate : timeOf(RotationDate);
  return {
    ...entry,
    ...(KeyMaterialDescription !== undefined && { KeyMaterialDescription }),
    ...(at > 0 && { rotation: { RotationDate: date, RotationType } }),
  };
}

function refuseTwins(entries: KeyMaterialEntry[], given: readonly GivenMaterial[]): KeyMaterialEntry[] {
  const ids = entries.map(({ KeyMaterialId }) => KeyMaterialId);
  const twin = ids.findIndex((id, at) => ids.indexOf(id) < at);
  if (twin < 0) return entries;
  const first = given[ids.indexOf(ids[twin] as string)];
  return refuse(`${given[twin]?.path}.KeyMaterial`, `this is the key material of ${first?.path} again`);
}
