import { type Ask, listAll } from './account.js';
import type { AliasFacts, KeyFacts } from './key-facts.js';
import type { PartialFile } from './partial-file.js';
import { readKey, refusalOf } from './read-key.js';
import { regionOf } from './seeds-of.js';

/** All that was read of an account. */
export interface AccountFacts {
  readonly keys: readonly KeyFacts[];
  readonly aliases: readonly AliasFacts[];
  /** What the account refused to tell, but for what the keys themselves refused. */
  readonly refusals: readonly string[];
}

/** Hears how many keys of how many were read. */
export type Progress = (region: string, done: number, all: number) => void;

/** Keys that are read at once. */
const AT_ONCE = 8;

/** The customer managed keys of some Regions, and the multi-Region keys of others that are related to them. */
export async function readAccount(
  ask: Ask,
  regions: readonly string[],
  partial: PartialFile,
  progress: Progress,
): Promise<AccountFacts> {
  const refusals: string[] = [];
  const keys: KeyFacts[] = [];
  const aliases: AliasFacts[] = [];

  async function list<Item>(region: string, operation: 'ListKeys' | 'ListAliases', member: string, input = {}) {
    try {
      return await listAll<Item>(ask, region, operation, input, member);
    } catch (error) {
      refusals.push(`${region}: ${refusalOf(operation, error)}`);
      return [];
    }
  }

  async function readAliases(region: string, input = {}): Promise<void> {
    const listed = await list<Partial<AliasFacts>>(region, 'ListAliases', 'Aliases', input);
    // AWS's own have no seed: a world has its own.
    aliases.push(...listed.filter(isOfCustomer));
  }

  async function readOne(region: string, arn: string): Promise<KeyFacts | undefined> {
    const known = partial.known(arn);
    if (known !== undefined) return known;
    const read = await readKey(ask, region, arn);
    if (typeof read === 'string') return undefined;
    if ('refusal' in read) {
      refusals.push(`${arn}: left out: ${read.refusal}`);
      return undefined;
    }
    partial.add(read.facts);
    return read.facts;
  }

  for (const region of regions) {
    const listed = await list<{ readonly KeyArn: string }>(region, 'ListKeys', 'Keys');
    for (let at = 0; at < listed.length; at += AT_ONCE) {
      progress(region, at, listed.length);
      const read = await Promise.all(listed.slice(at, at + AT_ONCE).map(({ KeyArn }) => readOne(region, KeyArn)));
      keys.push(...read.filter((facts) => facts !== undefined));
    }
    progress(region, listed.length, listed.length);
    await readAliases(region);
  }
  const elsewhere = relatedArns(keys).filter((arn) => !regions.includes(regionOf(arn)));
  for (const [at, arn] of elsewhere.entries()) {
    progress('related keys in other Regions', at, elsewhere.length);
    const facts = await readOne(regionOf(arn), arn);
    if (facts === undefined) continue;
    keys.push(facts);
    await readAliases(regionOf(arn), { KeyId: arn });
  }
  return { keys, aliases, refusals };
}

function isOfCustomer(alias: Partial<AliasFacts>): alias is AliasFacts {
  return alias.TargetKeyId !== undefined && alias.AliasName?.startsWith('alias/aws/') === false;
}

/** Of multi-Region keys: the primary key and all its replica keys. */
function relatedArns(keys: readonly KeyFacts[]): string[] {
  const arns = keys.flatMap(({ metadata: { MultiRegionConfiguration } }) => {
    const { PrimaryKey, ReplicaKeys = [] } = MultiRegionConfiguration ?? {};
    return [PrimaryKey, ...ReplicaKeys].flatMap((key) => key?.Arn ?? []);
  });
  return [...new Set(arns)];
}
