import { isObject } from '../../bytes/is-object.js';

/** Members of keys whose texts are few. The policy, which most keys have from their account, is a third of the record. */
const FEW = ['Policy', 'account', 'KeyUsage', 'KeySpec'] as const;

/**
 * Puts one text in the place of all that are the same: as they come out of a store, each key has copies of its own, and they
 * are a quarter of what a world of many keys takes.
 * @param key a record that may be damaged
 * @param texts those that are known
 */
export function shareTexts(key: unknown, texts: Map<string, string>): void {
  if (!isObject(key)) return;
  for (const name of FEW) share(key, name, texts);
  const { materials } = key;
  if (!isObject(materials) || !Array.isArray(materials.entries)) return;
  for (const entry of materials.entries) {
    if (!isObject(entry)) continue;
    if (isObject(entry.material)) share(entry.material, 'spec', texts);
    // Found by it, and the same text.
    if (entry.KeyMaterialId === materials.current) materials.current = entry.KeyMaterialId;
  }
}

function share(record: Record<string, unknown>, name: string, texts: Map<string, string>): void {
  const text = record[name];
  if (typeof text !== 'string') return;
  const known = texts.get(text);
  if (known === undefined) texts.set(text, text);
  else record[name] = known;
}
