import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { page } from '../../rules/paging.js';
import { EVERYTHING } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html */
export const ListKeys: Operation<'ListKeys'> = {
  input: { Limit: Member.Limit, Marker: Member.Marker },
  keys: [],
  resources: [EVERYTHING],
  async handler(call) {
    const group = call.world.state.group('keys', 'scope', call.caller.scope.id);
    const { items, paging } = await page(call, { max: 1000, default: 100 }, (sequence) => group?.after(sequence) ?? []);
    return { output: { Keys: items.map(({ KeyId, Arn }) => ({ KeyId, KeyArn: Arn })), ...paging } };
  },
};
