import type { AliasListEntry } from '@aws-sdk/client-kms';
import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { showPredefinedAliases } from '../../rules/aws-managed-keys.js';
import { page } from '../../rules/paging.js';
import type { AliasRecord } from '../../state/records/alias.js';
import type { KeyRecord } from '../../state/records/key.js';
import { EVERYTHING, managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
export const ListAliases: Operation<'ListAliases', [KeyRecord?]> = {
  input: { KeyId: Member.KeyId, Limit: Member.Limit, Marker: Member.Marker },
  keys: [managedKey({ decidedBy: 'nobody' })],
  resources: [EVERYTHING],
  async handler(call) {
    const { caller, keys, world } = call;
    await showPredefinedAliases(call);
    const [key] = keys;
    const group =
      key === undefined
        ? world.state.group('aliases', 'scope', caller.scope.id)
        : world.state.group('aliases', 'key', key.Arn);
    const { items, paging } = await page(call, { max: 100, default: 50 }, (sequence) => group?.after(sequence) ?? []);
    return { output: { Aliases: items.map(listEntry), ...paging } };
  },
};

function listEntry({ AliasName, AliasArn, targetKeyArn, CreationDate, ...alias }: AliasRecord): AliasListEntry {
  const LastUpdatedDate = alias.LastUpdatedDate ?? CreationDate;
  return {
    AliasName,
    AliasArn,
    ...(targetKeyArn !== undefined && { TargetKeyId: targetKeyArn.slice(targetKeyArn.lastIndexOf('/') + 1) }),
    ...(CreationDate !== undefined && { CreationDate: new Date(CreationDate) }),
    ...(LastUpdatedDate !== undefined && { LastUpdatedDate: new Date(LastUpdatedDate) }),
  };
}
