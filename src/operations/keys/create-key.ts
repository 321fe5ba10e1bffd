import type { CreateKeyCommandInput } from '@aws-sdk/client-kms';
import { acceptKeyPolicy } from '../../authorization/key-policy.js';
import { ENUMS } from '../../model/enums.js';
import {
  incompatibleKeyUsage,
  keyQuotaExceeded,
  keySpecGivenTwice,
  keySpecNotInRegion,
  keyUsageRequired,
  originNotSupported,
} from '../../model/faults/create-key.js';
import { isOffered, type KeySpecName, keySpec } from '../../model/key-specs.js';
import * as Member from '../../model/members.js';
import { boolean, oneOf, pattern, string } from '../../model/shapes.js';
import { newKey } from '../../pipeline/new-key.js';
import { type Call, defineOperation, type Operation } from '../../pipeline/operation.js';
import { insert } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { keyMetadata } from '../../state/views/key-metadata.js';
import { addTags, type GivenTags } from '../tags/tag-rules.js';
import { customerKeyCount } from './customer-keys.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const CreateKey: Operation<'CreateKey'> = defineOperation({
  name: 'CreateKey',
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
  permission: 'CreateKey',
  dryRun: false,
  tracksLastUsage: false,
  handler(call) {
    const { input, world, caller } = call;
    const { scope } = caller;
    const traits = keyTraits(call);
    const Tags = addTags([], (input.Tags ?? []) as GivenTags, world.quotas.tagsPerKey);
    const Policy = acceptKeyPolicy(input.Policy, scope, {
      caller,
      maxBytes: world.quotas.keyPolicyBytes,
      bypassLockoutSafetyCheck: input.BypassPolicyLockoutSafetyCheck ?? false,
    });
    const usage = customerKeyCount(world.state, scope);
    if (usage >= world.quotas.keys) throw keyQuotaExceeded(world.quotas.keys, usage);
    const { key, materials } = newKey(world, scope, call.now, {
      ...traits,
      Description: input.Description ?? '',
      KeyManager: 'CUSTOMER',
      Policy,
      Tags,
      MultiRegion: input.MultiRegion ?? false,
    });
    return {
      output: { KeyMetadata: keyMetadata(world.state, key, materials) },
      changes: [insert('keys', key), insert('keyMaterials', materials)],
    };
  },
});

/** Spec, usage and origin, which must fit each other and the Region. */
function keyTraits({ input, caller }: Call<CreateKeyCommandInput>): Pick<KeyRecord, 'KeySpec' | 'KeyUsage' | 'Origin'> {
  if (input.KeySpec !== undefined && input.CustomerMasterKeySpec !== undefined) throw keySpecGivenTwice();
  const KeySpec: KeySpecName = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  const row = keySpec(KeySpec);
  const KeyUsage = input.KeyUsage ?? (row.type === 'symmetric' ? 'ENCRYPT_DECRYPT' : undefined);
  if (KeyUsage === undefined) throw keyUsageRequired();
  if (row.usages[KeyUsage] === undefined) throw incompatibleKeyUsage(KeyUsage, KeySpec);
  const Origin = input.Origin ?? 'AWS_KMS';
  if (!row.origins.includes(Origin)) throw originNotSupported(KeySpec, Origin);
  const { partition, region } = caller.scope;
  if (!isOffered(KeySpec, partition)) throw keySpecNotInRegion(KeySpec, region);
  return { KeySpec, KeyUsage, Origin };
}
