import type { Operation } from '../../contract/operation.js';
import type { World } from '../../contract/world.js';
import { keyArn, partitionOf, type Scope, scopeOf } from '../../model/arn.js';
import { replicaExists, replicaInOtherPartition } from '../../model/faults/multi-region.js';
import { keyQuotaExceeded } from '../../model/faults/new-keys.js';
import * as Member from '../../model/members.js';
import { boolean, required } from '../../model/shapes.js';
import { keyById } from '../../rules/key-by-id.js';
import { policyOfNewKey } from '../../rules/policy-of-new-key.js';
import { addTags } from '../../rules/tag-rules.js';
import { keyMetadata } from '../../rules/views/key-metadata.js';
import { tagList } from '../../rules/views/tag-list.js';
import { insert } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey, tagsOfNewKey } from '../key-uses.js';
import { customerKeyCount } from '../keys/customer-keys.js';
import { checkPrimaryKey } from './multi-region-primary.js';

/** Called in the Region of the primary key. https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html */
export const ReplicateKey: Operation<'ReplicateKey', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    ReplicaRegion: required(Member.Region),
    Policy: Member.Policy,
    BypassPolicyLockoutSafetyCheck: boolean,
    Description: Member.Description,
    Tags: Member.Tags,
  },
  keys: [managedKey({ states: 'replicateKey' })],
  resources: [{ resource: '*', permission: 'CreateKey', region: ({ ReplicaRegion }) => ReplicaRegion }, tagsOfNewKey()],
  checkMembers: ({ keys: [primary] }) => checkPrimaryKey(primary),
  async handler(call) {
    const { input, keys, world, now } = call;
    const [primary] = keys;
    const scope = scopeOf(primary.account, input.ReplicaRegion);
    checkReplicaRegion(world, primary, scope);
    const Tags = addTags([], input.Tags ?? [], world.quotas.tagsPerKey);
    const traits = { ...primary, Tags, MultiRegionKeyType: 'REPLICA' as const };
    const Policy = await policyOfNewKey(call, { scope, traits });
    const replica: KeyRecord = {
      ...sharedProperties(primary),
      Arn: keyArn(scope, primary.KeyId),
      region: scope.region,
      CreationDate: now,
      Description: input.Description ?? '',
      KeyState: 'Creating',
      Policy,
      Tags,
      MultiRegionKeyType: 'REPLICA',
      transition: { at: now + world.transitionDelay, to: primary.Origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled' },
    };
    return {
      output: {
        ReplicaKeyMetadata: keyMetadata(world.state, replica),
        ReplicaPolicy: Policy,
        ...(Tags.length > 0 && { ReplicaTags: tagList(Tags) }),
      },
      changes: [insert('keys', replica)],
    };
  },
};

/** https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html#mrk-sync-properties */
function sharedProperties({ KeyId, account, KeySpec, KeyUsage, Origin, KeyManager, materials }: KeyRecord) {
  return { KeyId, account, KeySpec, KeyUsage, Origin, KeyManager, materials };
}

function checkReplicaRegion({ state, quotas }: World, primary: KeyRecord, scope: Scope): void {
  if (scope.partition !== partitionOf(primary.region)) throw replicaInOtherPartition(scope.region);
  if (keyById(state, scope, primary.KeyId) !== undefined) throw replicaExists();
  const usage = customerKeyCount(state, scope);
  if (usage >= quotas.keys) throw keyQuotaExceeded(quotas.keys, usage);
}
