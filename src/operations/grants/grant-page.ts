import type { ListGrantsCommandOutput } from '@aws-sdk/client-kms';
import type { Call } from '../../contract/call.js';
import { type PagingInput, type Placed, page } from '../../rules/paging.js';
import { grantListEntry } from '../../rules/views/grant-list-entry.js';
import type { OrderedIndex } from '../../state/ordered-index.js';
import type { GrantRecord } from '../../state/records/grant.js';

/** A page of the grants of a group that pass, oldest first. */
export async function grantPage(
  call: Call<PagingInput>,
  group: OrderedIndex<GrantRecord> | undefined,
  passes: (grant: GrantRecord) => boolean = () => true,
): Promise<Omit<ListGrantsCommandOutput, '$metadata'>> {
  function* after(sequence: number): Generator<Placed<GrantRecord>> {
    for (const row of group?.after(sequence) ?? []) if (passes(row.record)) yield row;
  }
  const { items, paging } = await page(call, { max: 100, default: 50 }, after);
  return { Grants: items.map(grantListEntry), ...paging };
}
