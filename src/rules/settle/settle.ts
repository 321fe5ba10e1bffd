import type { World } from '../../contract/world.js';
import type { Change } from '../../state/changes.js';
import type { CustomKeyStoreRecord } from '../../state/records/custom-key-store.js';
import type { KeyRecord } from '../../state/records/key.js';
import { nextRotation } from '../../state/rotation-date.js';
import type { DueRecord } from '../../state/state.js';
import { TABLES } from '../../state/tables.js';
import { deleteKey } from './key-deletion.js';
import { expireMaterial } from './material-expiry.js';
import { rotateAutomatically } from './rotation.js';
import { settleStore } from './store-transitions.js';
import { endTransition } from './transitions.js';

/** Lets happen, in order, all that has become due up to `now`. */
export function settle(world: World, now: number): void {
  for (let due = world.state.takeDue(now); due !== undefined; due = world.state.takeDue(now)) {
    world.state.applyAtOnce(settleRecord(world, due));
  }
}

/** The earliest thing that is due on a record; applying it makes the next one due, if any. */
function settleRecord(world: World, { table, id }: DueRecord): Change[] {
  if (table === 'keys') return settleKey(world, world.state.get('keys', id) as KeyRecord);
  if (table === 'customKeyStores') return settleStore(world.state.get(table, id) as CustomKeyStoreRecord);
  return [];
}

function settleKey(world: World, key: KeyRecord): Change[] {
  const at = TABLES.keys.due?.(key);
  if (at === undefined) return [];
  if (key.transition?.at === at) return endTransition(key);
  if (key.DeletionDate === at) return deleteKey(world.state, key, at);
  if (nextRotation(key) === at) return rotateAutomatically(world, key);
  return expireMaterial(world.state, key, at);
}
