import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html */
export const UpdateKeyDescription: Operation<'UpdateKeyDescription', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), Description: required(Member.Description) },
  keys: [managedKey({ states: 'notPendingDeletion' })],
  handler({ input, keys }) {
    const [key] = keys;
    return { output: {}, changes: [update('keys', key, { Description: input.Description })] };
  },
};
