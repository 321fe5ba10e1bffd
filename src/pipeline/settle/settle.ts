import type { Change } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { DueRecord } from '../../state/state.js';
import type { World } from '../world.js';
import { deleteKey } from './key-deletion.js';
import { rotateAutomatically } from './rotation.js';

/** Lets happen, in order, all that has become due up to `now`. */
export function settle(world: World, now: number): void {
  for (let due = world.state.takeDue(now); due !== undefined; due = world.state.takeDue(now)) {
    world.state.apply(settleRecord(world, due, now));
  }
}

/** The earliest thing that is due on a record; applying it makes the next one due, if any. */
function settleRecord(world: World, { table, id }: DueRecord, now: number): Change[] {
  if (table === 'keys') return settleKey(world, world.state.get('keys', id) as KeyRecord, now);
  if (table === 'keyMaterials') return rotateAutomatically(world, id, now);
  return [];
}

function settleKey({ state }: World, key: KeyRecord, now: number): Change[] {
  if (key.DeletionDate !== undefined && key.DeletionDate <= now) return deleteKey(state, key);
  return [];
}
