import type { KeySpecName } from '../../model/key-specs.js';
import { refuse } from '../../options/checks.js';
import type { KeyMaterialEntrySeed, KeySeed } from '../../options/seeds/key-seed.js';
import { type MaybePromise, mapInTurn, whenReady } from '../../ports/maybe-promise.js';
import { specOfForm } from './material/import-key-form.js';
import type { KeyForm } from './material/key-form.js';
import { readKeyForm } from './material/read-key-form.js';

/** A material of a seed that was read, and its place in the seed. */
export interface GivenMaterial extends KeyMaterialEntrySeed {
  readonly path: string;
  /** Absent: the key material is to be new. */
  readonly form?: KeyForm;
}

/** The key materials of a seed, oldest first. */
export function readMaterials(seed: KeySeed, path: string): MaybePromise<GivenMaterial[]> {
  return mapInTurn(entriesOf(seed, path), (entry, at): MaybePromise<GivenMaterial> => {
    const place = seed.KeyMaterials === undefined ? path : `${path}.KeyMaterials[${at}]`;
    if (entry.KeyMaterial === undefined) return { ...entry, path: place };
    const form = readKeyForm(entry.KeyMaterial, `${place}.KeyMaterial`);
    return whenReady(form, (read) => ({ ...entry, form: read, path: place }));
  });
}

function entriesOf({ KeyMaterial, KeyMaterials, ValidTo }: KeySeed, path: string): readonly KeyMaterialEntrySeed[] {
  if (KeyMaterial === undefined) {
    if (ValidTo !== undefined) refuse(`${path}.ValidTo`, 'there is no KeyMaterial beside it that could expire');
    return KeyMaterials ?? [];
  }
  if (KeyMaterials !== undefined) {
    refuse(`${path}.KeyMaterials`, 'give either KeyMaterial or KeyMaterials, not both');
  }
  return [ValidTo === undefined ? { KeyMaterial } : { KeyMaterial, ValidTo }];
}

/** The key spec that the material tells, if it does. */
export function specOfMaterials(given: readonly GivenMaterial[]): MaybePromise<KeySpecName | undefined> {
  const known = given.find(({ form }) => form !== undefined);
  return known?.form && specOfForm(known.form, `${known.path}.KeyMaterial`);
}
