import { isObject } from '../../bytes/is-object.js';

/** The members of keys whose texts are few. The policy, which most keys have from their account, is a third of the record. */
interface Few {
  Policy: string;
  account: string;
  KeyUsage: string;
  KeySpec: string;
}

/** Also a list without members takes memory, and most keys have one. */
const NO_TAGS: readonly never[] = [];

/**
 * Puts one text in the place of all that are the same: as they come out of a store, each key has copies of its own, and they
 * are a quarter of what a world of many keys takes.
 */
export class SharedTexts {
  readonly #known = new Map<string, string>();
  /** Most keys have what the one before has, which is seen faster than a text is looked up. */
  #former: Readonly<Partial<Few>> = {};

  /** @param key a record that may be damaged */
  putInto(key: unknown): void {
    if (!hasTexts(key)) return;
    const former = this.#former;
    // Member by member: by a name that changes, this would take ten times as long.
    key.Policy = this.#one(key.Policy, former.Policy);
    key.account = this.#one(key.account, former.account);
    key.KeyUsage = this.#one(key.KeyUsage, former.KeyUsage);
    key.KeySpec = this.#one(key.KeySpec, former.KeySpec);
    this.#former = key;
    if (Array.isArray(key.Tags) && key.Tags.length === 0) key.Tags = NO_TAGS;
    const { materials } = key;
    if (!isObject(materials) || !Array.isArray(materials.entries)) return;
    for (const entry of materials.entries) {
      if (!isObject(entry)) continue;
      // The same texts: what the key is, and which of its materials is the current one.
      if (isObject(entry.material) && entry.material.spec === key.KeySpec) entry.material.spec = key.KeySpec;
      if (entry.KeyMaterialId === materials.current) materials.current = entry.KeyMaterialId;
    }
  }

  #one(text: string, former: string | undefined): string {
    if (text === former) return former;
    const known = this.#known.get(text);
    if (known === undefined) this.#known.set(text, text);
    return known ?? text;
  }
}

function hasTexts(key: unknown): key is Few & { Tags?: unknown; materials?: unknown } {
  if (!isObject(key)) return false;
  const { Policy, account, KeyUsage, KeySpec } = key;
  return isText(Policy) && isText(account) && isText(KeyUsage) && isText(KeySpec);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
