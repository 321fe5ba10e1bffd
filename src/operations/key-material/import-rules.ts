import type { InputOf } from '../../contract/call.js';
import {
  keyMaterialIdOfNewMaterial,
  onlyForSymmetricKeys,
  validToNotAllowed,
  validToPast,
  validToRequired,
  validToTooFar,
} from '../../model/faults/import.js';
import { keySpec } from '../../model/key-specs.js';
import { MILLISECONDS_PER_DAY, VALID_TO_MAX_DAYS } from '../../model/limits.js';
import type { ImportedMaterial, KeyRecord } from '../../state/records/key.js';

const FOR_SYMMETRIC_KEYS = ['ImportType', 'KeyMaterialDescription', 'KeyMaterialId'] as const;

/** Several materials, and all that tells them apart, are a matter of symmetric encryption keys. */
export function checkImportMembers(input: InputOf<'ImportKeyMaterial'>, key: KeyRecord): void {
  if (keySpec(key.KeySpec).type !== 'symmetric') {
    const given = FOR_SYMMETRIC_KEYS.find((member) => input[member] !== undefined);
    if (given !== undefined) throw onlyForSymmetricKeys(given);
  }
  if (input.ImportType === 'NEW_KEY_MATERIAL' && input.KeyMaterialId !== undefined) throw keyMaterialIdOfNewMaterial();
}

/** When the material expires, if it does. */
export function expirationOf(
  { ExpirationModel = 'KEY_MATERIAL_EXPIRES', ValidTo }: InputOf<'ImportKeyMaterial'>,
  now: number,
): ImportedMaterial {
  if (ExpirationModel === 'KEY_MATERIAL_DOES_NOT_EXPIRE') {
    if (ValidTo !== undefined) throw validToNotAllowed();
    return {};
  }
  if (ValidTo === undefined) throw validToRequired();
  const at = ValidTo.getTime();
  if (at <= now) throw validToPast();
  if (at > now + VALID_TO_MAX_DAYS * MILLISECONDS_PER_DAY) throw validToTooFar(VALID_TO_MAX_DAYS);
  return { ValidTo: at };
}
