import { duplicateTagKeys, invalidTag, reservedTagKey, tooManyTags } from '../model/faults/tags.js';
import type { TagRecord } from '../state/records/key.js';

type GivenTags = readonly Pick<TagRecord, 'TagKey' | 'TagValue'>[];

const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * A key's tags after adding some: a known TagKey gets its new value and keeps its place.
 * https://docs.aws.amazon.com/kms/latest/developerguide/tagging-keys.html
 */
export function addTags(tags: readonly TagRecord[], given: GivenTags, quota: number): readonly TagRecord[] {
  if (given.length === 0) return tags;
  if (new Set(given.map(({ TagKey }) => TagKey)).size < given.length) throw duplicateTagKeys();
  for (const { TagKey, TagValue } of given) {
    if (/^aws:/i.test(TagKey)) throw reservedTagKey();
    if (!ALLOWED.test(TagKey) || !ALLOWED.test(TagValue)) throw invalidTag();
  }
  const merged = new Map(tags.map((tag) => [tag.TagKey, tag]));
  let last = tags.at(-1)?.place ?? 0;
  for (const { TagKey, TagValue } of given) {
    merged.set(TagKey, { TagKey, TagValue, place: merged.get(TagKey)?.place ?? ++last });
  }
  if (merged.size > quota) throw tooManyTags();
  return [...merged.values()];
}
