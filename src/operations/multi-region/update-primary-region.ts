import type { UpdatePrimaryRegionCommandInput } from '@aws-sdk/client-kms';
import { type Call, defineOperation, type Operation } from '../../contract/operation.js';
import { keyArn, scopeOf } from '../../model/arn.js';
import { notReplicaKey } from '../../model/faults/multi-region.js';
import { keyNotFound } from '../../model/faults/resolution.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { type Change, update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { checkPrimaryKey } from './multi-region-primary.js';

type UpdateCall = Call<UpdatePrimaryRegionCommandInput>;

/** Called in the Region of the primary key. https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html */
export const UpdatePrimaryRegion: Operation<'UpdatePrimaryRegion'> = defineOperation({
  name: 'UpdatePrimaryRegion',
  input: { KeyId: required(Member.KeyId), PrimaryRegion: required(Member.Region) },
  keys: [
    managedKey({ permission: 'UpdatePrimaryRegion', states: 'updatePrimaryRegion' }),
    managedKey({
      member: 'PrimaryRegion',
      permission: 'UpdatePrimaryRegion',
      states: 'updatePrimaryRegion',
      find: relatedKeyInPrimaryRegion,
    }),
  ],
  members: checkRoles,
  dryRun: false,
  tracksLastUsage: false,
  handler(call) {
    const [primary, replica] = call.keys as [KeyRecord, KeyRecord];
    return { output: {}, changes: [takeRole(call, primary, 'REPLICA'), takeRole(call, replica, 'PRIMARY')] };
  },
});

function arnInPrimaryRegion({ input, keys }: UpdateCall): string {
  const [key] = keys as [KeyRecord];
  return keyArn(scopeOf(key.account, input.PrimaryRegion as string), key.KeyId);
}

function relatedKeyInPrimaryRegion(call: UpdateCall): KeyRecord | undefined {
  return call.world.state.get('keys', arnInPrimaryRegion(call));
}

function checkRoles(call: UpdateCall): void {
  checkPrimaryKey(call);
  const [, related] = call.keys;
  if (related === undefined) throw keyNotFound(arnInPrimaryRegion(call));
  if (related.MultiRegionKeyType !== 'REPLICA') throw notReplicaKey(related.Arn);
}

/** Updating for a while, then in the key state that it was in. */
function takeRole({ world, now }: UpdateCall, key: KeyRecord, MultiRegionKeyType: 'PRIMARY' | 'REPLICA'): Change {
  const to = key.transition?.to ?? key.KeyState;
  const transition = { at: now + world.transitionDelay, to };
  return update('keys', key, { MultiRegionKeyType, KeyState: 'Updating', transition });
}
