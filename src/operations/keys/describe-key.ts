import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { keyMetadata } from '../../rules/views/key-metadata.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export const DescribeKey: Operation<'DescribeKey', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), GrantTokens: Member.GrantTokens },
  keys: [managedKey({ aliases: true, crossAccount: true, grantable: true })],
  handler({ keys, world }) {
    const [key] = keys;
    return { output: { KeyMetadata: keyMetadata(world.state, key) } };
  },
};
