import { sha256 } from '../../bytes/hashes.js';
import { toHex } from '../../bytes/hex.js';
import { toUtf8 } from '../../bytes/utf8.js';
import type { World } from '../../contract/world.js';
import { scopeOf } from '../../model/arn.js';
import { grantQuotaExceeded } from '../../model/faults/grants.js';
import { refuse } from '../../options/checks.js';
import type { GrantSeed, KeySeed } from '../../options/seeds/key-seed.js';
import { asKmsAllows } from '../../options/seeds/seed-checks.js';
import { timeOf } from '../../options/time.js';
import { checkGrant, checkGrantOnKey, type GivenGrant } from '../../rules/grant-rules.js';
import { findGrant } from '../../rules/grant-tokens.js';
import { newGrant } from '../../rules/new-grant.js';
import type { GrantRecord } from '../../state/records/grant.js';
import type { KeyRecord } from '../../state/records/key.js';

/** A grant of a seed, not yet planted, and the path of its seed. */
export interface SeededGrant {
  readonly path: string;
  readonly grant: GrantRecord;
}

/** The grants that a key's seed gives it, each of which CreateGrant would make. */
export function grantsOfKey(
  world: World,
  key: KeyRecord,
  { Grants = [] }: Pick<KeySeed, 'Grants'>,
  path: string,
): SeededGrant[] {
  const quota = world.quotas.grantsPerKey;
  asKmsAllows(`${path}.Grants`, Grants, () => {
    if (Grants.length > quota) throw grantQuotaExceeded(quota);
  });
  return Grants.map((seed, at) => ({
    path: `${path}.Grants[${at}]`,
    grant: seededGrant(world, key, seed, at, `${path}.Grants[${at}]`),
  }));
}

function seededGrant(
  world: World,
  key: KeyRecord,
  { GrantId, CreationDate, IssuingAccount, ...seed }: GrantSeed,
  at: number,
  path: string,
) {
  // A copy: the caller's own object may change later.
  const given: GivenGrant = structuredClone({ ...seed, Operations: [...seed.Operations] });
  asKmsAllows(path, seed, () => {
    checkGrant(given);
    checkGrantOnKey(given, key);
  });
  const account = IssuingAccount?.split(':')[4] ?? key.account;
  return newGrant(given, key, {
    GrantId: GrantId ?? toHex(sha256(toUtf8(`grant ${key.Arn} ${at}`))),
    issuer: scopeOf(account, key.region),
    now: CreationDate === undefined ? Math.max(key.CreationDate, world.clock.now()) : timeOf(CreationDate),
  });
}

/** CreateGrant would take a second named grant with the same members for a retry, which makes none. */
export function refuseTakenGrants(world: World, grants: readonly SeededGrant[]): void {
  const pathOfId = new Map<string, string>();
  const pathOfTerms = new Map<string, string>();
  for (const { grant, path } of grants) {
    const twin = pathOfId.get(grant.GrantId) ?? (findGrant(world, grant.GrantId) && 'another grant');
    if (twin !== undefined) refuse(`${path}.GrantId`, `${twin} has this GrantId already`);
    const same = pathOfTerms.get(grant.id);
    if (same !== undefined) refuse(path, `this is the grant of ${same} again`);
    pathOfId.set(grant.GrantId, path);
    pathOfTerms.set(grant.id, path);
  }
}
