import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { remove } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { grantOnKey } from './grant-id.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html */
export const RevokeGrant: Operation<'RevokeGrant', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), GrantId: required(Member.GrantId), DryRun: Member.DryRun },
  keys: [managedKey({ crossAccount: true })],
  handler({ input, keys, world }) {
    const [key] = keys;
    return { output: {}, changes: [remove('grants', grantOnKey(world, key, input.GrantId))] };
  },
};
