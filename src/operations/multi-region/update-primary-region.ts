import type { CallOf, Found } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import { keyArn, scopeOf } from '../../model/arn.js';
import { notReplicaKey } from '../../model/faults/multi-region.js';
import { keyNotFound } from '../../model/faults/resolution.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { type Change, update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { checkPrimaryKey } from './multi-region-primary.js';

type UpdateCall = CallOf<'UpdatePrimaryRegion', readonly [KeyRecord, KeyRecord?]>;

/** Called in the Region of the primary key. https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html */
export const UpdatePrimaryRegion: Operation<'UpdatePrimaryRegion', readonly [KeyRecord, KeyRecord?]> = {
  input: { KeyId: required(Member.KeyId), PrimaryRegion: required(Member.Region) },
  keys: [
    managedKey({ states: 'updatePrimaryRegion' }),
    managedKey({ member: 'PrimaryRegion', states: 'updatePrimaryRegion', find: findKeyInPrimaryRegion }),
  ],
  checkMembers(call) {
    replicaToPromote(call);
  },
  handler(call) {
    const [primary] = call.keys;
    const replica = replicaToPromote(call);
    return { output: {}, changes: [takeRole(call, primary, 'REPLICA'), takeRole(call, replica, 'PRIMARY')] };
  },
};

function arnInPrimaryRegion({ account, KeyId }: KeyRecord, region: string): string {
  return keyArn(scopeOf(account, region), KeyId);
}

/** Runs once the first key is found. */
function findKeyInPrimaryRegion({ keys: [key], input, world }: CallOf<'UpdatePrimaryRegion'>): Found {
  return { key: key && world.state.get('keys', arnInPrimaryRegion(key, input.PrimaryRegion)) };
}

/** The replica key that becomes the primary key. */
function replicaToPromote({ keys: [primary, related], input }: UpdateCall): KeyRecord {
  checkPrimaryKey(primary);
  if (related === undefined) throw keyNotFound(arnInPrimaryRegion(primary, input.PrimaryRegion));
  if (related.MultiRegionKeyType !== 'REPLICA') throw notReplicaKey(related.Arn);
  return related;
}

/** Updating for a while, then in the key state that it was in. */
function takeRole({ world, now }: UpdateCall, key: KeyRecord, MultiRegionKeyType: 'PRIMARY' | 'REPLICA'): Change {
  const to = key.transition?.to ?? key.KeyState;
  const transition = { at: now + world.transitionDelay, to };
  return update('keys', key, { MultiRegionKeyType, KeyState: 'Updating', transition });
}
