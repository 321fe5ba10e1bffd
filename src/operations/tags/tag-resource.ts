import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { addTags } from '../../rules/tag-rules.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html */
export const TagResource: Operation<'TagResource', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), Tags: required(Member.Tags) },
  keys: [managedKey({ states: 'notPendingDeletion' })],
  handler({ input, keys, world }) {
    const [key] = keys;
    const Tags = addTags(key.Tags, input.Tags, world.quotas.tagsPerKey);
    return { output: {}, changes: [update('keys', key, { Tags })] };
  },
};
