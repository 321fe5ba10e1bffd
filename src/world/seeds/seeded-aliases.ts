import { aliasArn, keyArn, parseKmsArn, type Scope, scopeOf } from '../../model/arn.js';
import { refuse } from '../../options/checks.js';
import type { AliasSeed, KeySeed } from '../../options/seeds/key-seed.js';
import { checkAliasSeed } from '../../options/seeds/key-seed-members.js';
import { asKmsAllows } from '../../options/seeds/seed-checks.js';
import { timeOf } from '../../options/time.js';
import { checkAliasName } from '../../rules/alias-name.js';
import type { AliasRecord } from '../../state/records/alias.js';
import type { KeyRecord } from '../../state/records/key.js';

/** An alias of a seed, not yet planted, and the path of its name. */
export interface SeededAlias {
  readonly path: string;
  readonly alias: AliasRecord;
}

/** The aliases that a key's own seed gives it. */
export function aliasesOfKey(key: KeyRecord, { Alias, Aliases = [] }: KeySeed, path: string): SeededAlias[] {
  const more = Aliases.map((name, at) => seededAlias(name, key, `${path}.Aliases[${at}]`));
  return Alias === undefined ? more : [seededAlias(Alias, key, `${path}.Alias`), ...more];
}

/** The alias of a seed of its own; `findKey` knows the keys of all seeds. */
export function aliasOfSeed(
  seed: AliasSeed,
  place: Scope,
  path: string,
  findKey: (arn: string) => KeyRecord | undefined,
): SeededAlias {
  checkAliasSeed(seed, path);
  const { AliasName, TargetKeyId, CreationDate, LastUpdatedDate } = seed;
  const isArn = parseKmsArn(TargetKeyId) !== undefined;
  const key = findKey(isArn ? TargetKeyId : keyArn(place, TargetKeyId));
  if (key === undefined) {
    const where = isArn ? '' : ` in ${place.account}/${place.region}`;
    refuse(`${path}.TargetKeyId`, `there is no key ${TargetKeyId}${where}`);
  }
  const { alias, path: named } = seededAlias(AliasName, key, `${path}.AliasName`);
  const dates = {
    ...(CreationDate !== undefined && { CreationDate: timeOf(CreationDate) }),
    ...(LastUpdatedDate !== undefined && { LastUpdatedDate: timeOf(LastUpdatedDate) }),
  };
  return { path: named, alias: { ...alias, ...dates } };
}

function seededAlias(AliasName: string, key: KeyRecord, path: string): SeededAlias {
  asKmsAllows(path, AliasName, () => checkAliasName(AliasName));
  const { account, region, Arn, CreationDate } = key;
  const alias: AliasRecord = {
    AliasArn: aliasArn(scopeOf(account, region), AliasName),
    AliasName,
    account,
    region,
    targetKeyArn: Arn,
    CreationDate,
  };
  return { path, alias };
}
