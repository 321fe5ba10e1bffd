import type { World } from '../../contract/world.js';
import { type Scope, scopeOf } from '../../model/arn.js';
import { isPlainObject, listOf, ownMembers, refuse } from '../../options/checks.js';
import type { StartOptions } from '../../options/options.js';
import type { AliasSeed, KeySeed } from '../../options/seeds/key-seed.js';
import { type MaybePromise, mapInTurn, whenReady } from '../../ports/maybe-promise.js';
import { type Change, insert } from '../../state/changes.js';
import { type KeyRecord, relatedId } from '../../state/records/key.js';
import { iamChanges } from '../iam/plant-iam.js';
import { aliasesOfKey, aliasOfSeed, type SeededAlias } from './seeded-aliases.js';
import { grantsOfKey, refuseTakenGrants, type SeededGrant } from './seeded-grants.js';
import { type SeededKey, seededKey } from './seeded-key.js';
import { requireSeededPrincipals } from './seeded-principals.js';
import { seededReplicas } from './seeded-replicas.js';

/** The world's own account and Region, for seeds that name none. */
export interface SeedPlace {
  readonly account: string;
  readonly region: string;
}

/** All of a key's seed: the key and its replicas, with their aliases and grants. */
interface Plant extends SeededKey {
  readonly keys: readonly KeyRecord[];
  readonly aliases: readonly SeededAlias[];
  readonly grants: readonly SeededGrant[];
}

/**
 * Puts users, roles, keys and aliases into a world: all of them, or none and an error that names path, value and what is
 * allowed.
 * At once, but a promise where key material can only be read so: a CryptoKey, and an imported private key.
 * @returns whether they are there, as `World.write` tells
 */
export function plantSeeds(
  world: World,
  place: SeedPlace,
  { iam, keys = [], aliases = [] }: StartOptions,
): MaybePromise<boolean> {
  checkLists(keys, aliases);
  const scope = scopeOf(place.account, place.region);
  const plants = mapInTurn(keys, (given, at): MaybePromise<Plant> => {
    // What is no object, its check refuses.
    const seed = isPlainObject(given) ? ownMembers(given) : given;
    const path = placeOf(seed, `options.keys[${at}]`);
    return whenReady(seededKey(world, scope, seed, path), (seeded) => {
      const related = [seeded.key, ...seededReplicas(world, seeded.key, seed, path)];
      return {
        ...seeded,
        keys: related,
        aliases: related.flatMap((key) => aliasesOfKey(key, seed, path)),
        grants: grantsOf(world, related, seed, path),
      };
    });
  });
  return whenReady(plants, (planned) =>
    world.write(() => {
      const identities = iamChanges(world, iam);
      requireSeededPrincipals(world, identities, planned);
      return [...identities, ...changesOf(world, scope, planned, aliases)];
    }),
  );
}

/** Of the key, and of each replica key those that its own seed tells. */
function grantsOf(world: World, [key, ...replicas]: readonly KeyRecord[], seed: KeySeed, path: string): SeededGrant[] {
  const own = key === undefined ? [] : grantsOfKey(world, key, seed, path);
  const theirs = replicas.flatMap((replica, at) => {
    const given = seed.ReplicaRegions?.[at];
    return typeof given === 'object' ? grantsOfKey(world, replica, given, `${path}.ReplicaRegions[${at}]`) : [];
  });
  return [...own, ...theirs];
}

function changesOf(world: World, scope: Scope, planned: readonly Plant[], aliases: readonly AliasSeed[]): Change[] {
  const byArn = uniqueKeys(world, planned);
  const separate = Array.from(aliases, (seed, at) =>
    aliasOfSeed(
      seed,
      scope,
      placeOf(seed, `options.aliases[${at}]`),
      (arn) => byArn.get(arn) ?? world.state.get('keys', arn),
    ),
  );
  const all = [...planned.flatMap((plant) => plant.aliases), ...separate];
  refuseTakenAliases(world, all);
  const grants = planned.flatMap((plant) => plant.grants);
  refuseTakenGrants(world, grants);
  return [
    ...planned.flatMap((plant) => plant.keys.map((key): Change => insert('keys', key))),
    ...all.map(({ alias }) => insert('aliases', alias)),
    ...grants.map(({ grant }) => insert('grants', grant)),
  ];
}

/** What errors call a seed, which is not checked yet. */
function placeOf(seed: unknown, path: string): string {
  const source = isPlainObject(seed) ? seed.source : undefined;
  return typeof source === 'string' && source !== '' ? source : path;
}

function checkLists(keys: unknown, aliases: unknown): void {
  const anySeed = () => {};
  listOf(anySeed, 'a list of keys')(keys, 'options.keys');
  listOf(anySeed, 'a list of aliases')(aliases, 'options.aliases');
}

/** Related multi-Region keys share their id, so two seeds of one account must not, whatever their Regions. */
function uniqueKeys({ state }: World, plants: readonly Plant[]): Map<string, KeyRecord> {
  const pathOf = new Map<string, string>();
  for (const { key, path } of plants) {
    const known = state.find('keys', 'keyId', key.KeyId, ({ account }) => account === key.account);
    const twin = pathOf.get(relatedId(key)) ?? (known && 'another key');
    if (twin !== undefined) refuse(`${path}.KeyId`, `${twin} has the KeyId ${key.KeyId} already`);
    pathOf.set(relatedId(key), path);
  }
  return new Map(plants.flatMap(({ keys }) => keys.map((key) => [key.Arn, key])));
}

function refuseTakenAliases({ state }: World, aliases: readonly SeededAlias[]): void {
  const pathOf = new Map<string, string>();
  for (const { alias, path } of aliases) {
    const twin = pathOf.get(alias.AliasArn) ?? (state.get('aliases', alias.AliasArn) && 'another alias');
    if (twin !== undefined) refuse(path, `${twin} has the name ${alias.AliasName} already`);
    pathOf.set(alias.AliasArn, path);
  }
}
