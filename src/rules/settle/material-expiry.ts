import type { Change } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { State } from '../../state/state.js';
import { dropMaterial } from '../imported-material.js';

/** Imported key material whose ValidTo has come is deleted, one at a time. */
export function expireMaterial(state: State, key: KeyRecord, at: number): Change[] {
  const expired = Object.entries(key.imported ?? {}).find(([, { ValidTo }]) => ValidTo === at);
  return expired === undefined ? [] : dropMaterial(state, key, expired[0]);
}
