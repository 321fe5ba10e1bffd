import type { Call } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import type { World } from '../../contract/world.js';
import type { Scope } from '../../model/arn.js';
import { ENUMS } from '../../model/everyday-enums.js';
import { keyQuotaExceeded } from '../../model/faults/new-keys.js';
import * as Member from '../../model/members.js';
import { boolean, oneOf, pattern, string } from '../../model/shapes.js';
import { newKey } from '../../rules/new-key.js';
import { policyOfNewKey } from '../../rules/policy-of-new-key.js';
import { addTags } from '../../rules/tag-rules.js';
import { keyMetadata } from '../../rules/views/key-metadata.js';
import { insert } from '../../state/changes.js';
import type { TagRecord } from '../../state/records/key.js';
import { EVERYTHING, tagsOfNewKey } from '../key-uses.js';
import { loadBackingStore } from '../lazy.js';
import type { BackingStore } from './backing-store.js';
import { customerKeyCount } from './customer-keys.js';
import { type KeyTraits, keyTraits } from './new-key-traits.js';

/** One for all keys without tags. */
const NO_TAGS: readonly TagRecord[] = [];

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const CreateKey: Operation<'CreateKey'> = {
  input: {
    Policy: Member.Policy,
    Description: Member.Description,
    KeyUsage: oneOf(ENUMS.KeyUsage),
    CustomerMasterKeySpec: oneOf(ENUMS.CustomerMasterKeySpec),
    KeySpec: oneOf(ENUMS.KeySpec),
    Origin: oneOf(ENUMS.Origin),
    CustomKeyStoreId: Member.CustomKeyStoreId,
    BypassPolicyLockoutSafetyCheck: boolean,
    Tags: Member.Tags,
    MultiRegion: boolean,
    XksKeyId: string(1, 128, pattern('^[a-zA-Z0-9-_.]+$')),
  },
  keys: [],
  resources: [EVERYTHING, tagsOfNewKey()],
  async handler(call) {
    const { input, world, caller } = call;
    const { scope } = caller;
    const traits = keyTraits(call);
    const Tags = addTags(NO_TAGS, input.Tags ?? [], world.quotas.tagsPerKey);
    const Policy = await policyOfNewKey(call, { scope, traits: { ...traits, Tags } });
    checkKeyQuota(world, scope);
    const store = await backingStoreOf(call, traits);
    const key = newKey(world, scope, call.now, {
      KeySpec: traits.KeySpec,
      KeyUsage: traits.KeyUsage,
      Origin: traits.Origin,
      CustomKeyStoreId: traits.CustomKeyStoreId,
      XksKeyId: traits.XksKeyId,
      Description: input.Description ?? '',
      KeyManager: 'CUSTOMER',
      Policy,
      Tags,
      MultiRegion: input.MultiRegion ?? false,
    });
    return {
      output: { KeyMetadata: keyMetadata(world.state, key) },
      changes() {
        checkKeyQuota(world, scope);
        return [insert('keys', key), ...(store?.expectations() ?? [])];
      },
    };
  },
};

/** Few keys are in a custom key store: what checks them loads with the first. */
async function backingStoreOf(call: Call, traits: KeyTraits): Promise<BackingStore | undefined> {
  if (traits.CustomKeyStoreId === undefined) return undefined;
  const { findBackingStore } = await loadBackingStore();
  return findBackingStore(call, traits.CustomKeyStoreId, traits);
}

function checkKeyQuota({ state, quotas }: World, scope: Scope): void {
  const usage = customerKeyCount(state, scope);
  if (usage >= quotas.keys) throw keyQuotaExceeded(quotas.keys, usage);
}
