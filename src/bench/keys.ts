import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { World } from '../contract/world.js';
import type { ExportedKeyMaterial } from '../crypto/export-key-material.js';
import { aliasArn, keyArn } from '../model/arn.js';
import type { Caller } from '../model/caller.js';
import { expected, shown } from '../options/checks.js';
import { settle } from '../rules/settle/settle.js';
import { keyMetadata } from '../rules/views/key-metadata.js';
import { tagList } from '../rules/views/tag-list.js';
import type { KeyRecord } from '../state/records/key.js';
import { loadExportMaterial } from './lazy.js';

/** Of the keys that an error lists. */
const MOST_LISTED = 10;

/** A KMS key as a test looks at it: a copy without key material. */
export interface KeyDescription extends KeyMetadata {
  readonly Region: string;
  /** Names of its aliases, oldest first. */
  readonly Aliases: string[];
  readonly Tags: { readonly TagKey: string; readonly TagValue: string }[];
  /** The text of its key policy. */
  readonly Policy: string;
  /**
   * The key material, which AWS KMS never gives out, for assertions: PKCS#8, raw bytes and the private members of a JWK.
   * Of the current material, or of the one with that KeyMaterialId. Neither this nor its answer shows in print.
   * @throws Error where the key has no such material
   */
  exportKeyMaterial(KeyMaterialId?: string): Promise<ExportedKeyMaterial>;
}

function describe(world: World, key: KeyRecord): KeyDescription {
  const { state } = world;
  const description = {
    ...keyMetadata(state, key),
    Region: key.region,
    Aliases: state.list('aliases', 'key', key.Arn).map(({ AliasName }) => AliasName),
    Tags: tagList(key.Tags),
    Policy: key.Policy,
  };
  // Not enumerable: a description compares and prints as plain data.
  const exportOf = async (KeyMaterialId?: string) =>
    (await loadExportMaterial()).exportMaterial(world, key.Arn, KeyMaterialId);
  return Object.defineProperty(description, 'exportKeyMaterial', { value: exportOf }) as KeyDescription;
}

/** Every key of every account and Region, oldest first, AWS managed keys included. */
export function describeKeys(world: World): KeyDescription[] {
  settle(world, world.clock.now());
  return Array.from(world.state.all('keys'), (key) => describe(world, key));
}

/** The key of a key id, key ARN, alias name or alias ARN, the first where several accounts or Regions have one. */
export function findKey(world: World, id: string): KeyDescription | undefined {
  if (typeof id !== 'string') expected('id', id, 'a key id, key ARN, alias name or alias ARN');
  settle(world, world.clock.now());
  const key = recordOf(world, id);
  return key && describe(world, key);
}

/** The same, where a test knows that the key is there; an error that lists the keys that are, where it is not. */
export function existingKey(world: World, id: string): KeyDescription {
  const key = findKey(world, id);
  if (key !== undefined) return key;
  const keys = describeKeys(world).map(({ Arn, Aliases }) => `\n  ${[Arn, ...Aliases].join(', ')}`);
  const more = keys.length > MOST_LISTED ? `\n  and ${keys.length - MOST_LISTED} more` : '';
  const there = keys.length === 0 ? ' no key at all' : `:${keys.slice(0, MOST_LISTED).join('')}${more}`;
  const named = /^(alias\/|arn:)/.test(id) ? id : shown(id);
  throw new Error(`[localkms] there is no key ${named}; findKey() would give undefined. There is${there}`);
}

function recordOf({ state }: World, id: string): KeyRecord | undefined {
  const byId =
    state.get('keys', id) ??
    state.get('keys', state.get('aliases', id)?.targetKeyArn ?? '') ??
    state.find('keys', 'keyId', id, () => true);
  if (byId !== undefined) return byId;
  for (const alias of state.all('aliases')) {
    if (alias.AliasName === id && alias.targetKeyArn !== undefined) return state.get('keys', alias.targetKeyArn);
  }
  return undefined;
}

/** The ARN of the key that a KeyId names for a caller; undefined where there is none. */
export type KeyArnOf = (keyId: string, call: { readonly caller: Caller }) => string | undefined;

/** What a KeyId means to a caller: ids and alias names are looked for in its account and Region. */
export function keyArnFor({ state }: World): KeyArnOf {
  return function keyArnOf(keyId, { caller }) {
    if (keyId.startsWith('arn:')) return state.get('aliases', keyId)?.targetKeyArn ?? keyId;
    if (keyId.startsWith('alias/')) return state.get('aliases', aliasArn(caller.scope, keyId))?.targetKeyArn;
    return keyArn(caller.scope, keyId);
  };
}
