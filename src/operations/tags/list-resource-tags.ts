import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { page } from '../../rules/paging.js';
import { tagList } from '../../rules/views/tag-list.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html */
export const ListResourceTags: Operation<'ListResourceTags', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), Limit: Member.Limit, Marker: Member.Marker },
  keys: [managedKey({})],
  async handler(call) {
    const [key] = call.keys;
    const { items, paging } = await page(call, { max: 50, default: 50 }, (sequence) =>
      key.Tags.filter(({ place }) => place > sequence).map((record) => ({ sequence: record.place, record })),
    );
    return { output: { Tags: tagList(items), ...paging } };
  },
};
