import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { list, required } from '../../model/shapes.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html */
export const UntagResource: Operation<'UntagResource', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), TagKeys: required(list(Member.TagKey)) },
  keys: [managedKey({ states: 'notPendingDeletion' })],
  handler({ input, keys }) {
    const [key] = keys;
    const Tags = key.Tags.filter(({ TagKey }) => !input.TagKeys?.includes(TagKey));
    return { output: {}, changes: [update('keys', key, { Tags })] };
  },
};
