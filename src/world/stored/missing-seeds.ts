import { aliasArn, type Scope, scopeOf } from '../../model/arn.js';
import { refuse } from '../../options/checks.js';
import type { StartOptions } from '../../options/options.js';
import type { AliasSeed, KeySeed } from '../../options/seeds/key-seed.js';
import type { State } from '../../state/state.js';
import type { SeedPlace } from '../seeds/plant-seeds.js';

/**
 * The seeds that a world lacks: keys by their KeyId, or by an alias where they have none, and aliases by their name. What is
 * there stays as it is. Whatever cannot be a seed is left to what plants it.
 * @throws TypeError for a key that could not be found again
 */
export function missingSeeds(
  state: State,
  place: SeedPlace,
  { iam, keys = [], aliases = [] }: StartOptions,
): StartOptions {
  if (!Array.isArray(keys) || !Array.isArray(aliases)) return { keys, aliases };
  const missing: { keys: KeySeed[]; aliases: AliasSeed[] } = { keys: [], aliases: [] };
  for (const [at, seed] of keys.entries()) addKey(state, place, seed, `options.keys[${at}]`, missing);
  const scope = scopeOf(place.account, place.region);
  for (const [at, seed] of aliases.entries()) {
    // Its place among all seeds, not among those that are missing.
    const isThere = typeof seed?.AliasName === 'string' && hasAlias(state, scope, seed.AliasName);
    if (!isThere) missing.aliases.push({ source: `options.aliases[${at}]`, ...seed });
  }
  // Of IAM, what is there is passed over where it is planted.
  return { ...missing, ...(iam && { iam }) };
}

function addKey(
  state: State,
  place: SeedPlace,
  seed: KeySeed,
  path: string,
  missing: { readonly keys: KeySeed[]; readonly aliases: AliasSeed[] },
): void {
  const { Alias, Aliases = [], KeyId, AWSAccountId = place.account, Region = place.region } = seed ?? {};
  // What cannot be is refused where it is planted.
  if (typeof AWSAccountId !== 'string' || typeof Region !== 'string' || !Array.isArray(Aliases)) {
    missing.keys.push(seed);
    return;
  }
  const names = [Alias, ...Aliases].filter((name) => typeof name === 'string');
  if (KeyId === undefined && names.length === 0) {
    refuse(seed.source ?? path, 'with seeds: "missing" a key needs a KeyId or an alias, by which it is found again');
  }
  const scope = scopeOf(AWSAccountId, Region);
  const absent = names.filter((name) => !hasAlias(state, scope, name));
  const known =
    KeyId === undefined ? undefined : state.find('keys', 'keyId', KeyId, (key) => key.account === AWSAccountId);
  if (known !== undefined) {
    for (const AliasName of absent)
      missing.aliases.push({ AliasName, TargetKeyId: known.Arn, source: seed.source ?? path });
  } else if (KeyId !== undefined || absent.length === names.length) {
    const { Alias: _one, Aliases: _several, ...key } = seed;
    missing.keys.push({ source: path, ...key, Aliases: absent });
  }
}

function hasAlias(state: State, scope: Scope, name: string): boolean {
  return state.get('aliases', aliasArn(scope, name)) !== undefined;
}
