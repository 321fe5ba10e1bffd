import type { TagRecord } from '../../state/records/key.js';

/** Tags as AWS shows them, in the order in which they came. */
export function tagList(tags: readonly TagRecord[]): { TagKey: string; TagValue: string }[] {
  return tags.map(({ TagKey, TagValue }) => ({ TagKey, TagValue }));
}
