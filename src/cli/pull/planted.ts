import { localKms } from '../../local-kms.js';
import type { KeySeed } from '../../options/seeds/key-seed.js';
import type { Pulled } from './seeds-of.js';

/** Without these there is no such key; other members can be left out. */
const NEEDED = ['KeyId', 'Region', 'AWSAccountId', 'KeySpec', 'KeyUsage', 'Origin', 'KeyState', 'MultiRegion'];

/**
 * The seeds that a world takes: what it refuses of one, such as a grant to a principal that has gone, is left out, and told.
 * AWS KMS keeps what it once accepted, and knows more than this package.
 */
export function planted({ keys, aliases, missing }: Pulled): Pulled {
  const told: string[] = [];
  const taken = keys.flatMap((seed) => acceptable(seed, told) ?? []);
  const targets = new Set(taken.flatMap(arnsOf));
  return {
    keys: taken,
    aliases: aliases.filter(({ TargetKeyId }) => targets.has(TargetKeyId)),
    missing: [...missing, ...told],
  };
}

function acceptable(given: KeySeed, told: string[]): KeySeed | undefined {
  const arn = String(given.source);
  let seed = given;
  for (;;) {
    const message = refusalOf(seed);
    if (message === undefined) return seed;
    const why = message
      .replace('[localkms] ', '')
      .replace(arn, '')
      .replace(/^\.|^: /, '');
    const [, member = '', index] = /^(\w+)(?:\[(\d+)\])?/.exec(why) ?? [];
    if (!(member in seed) || NEEDED.includes(member)) {
      told.push(`${arn}: left out: ${why}`);
      return undefined;
    }
    told.push(`${arn}: left out of it: ${why}`);
    seed = without(seed, member as keyof KeySeed, index);
  }
}

/** In a world of its own, for which no date of an account is past. */
function refusalOf(seed: KeySeed): string | undefined {
  try {
    localKms({ keys: [seed], clock: new Date(0), allowInProduction: true });
    return undefined;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return error.message;
  }
}

/** Without a member, or without one item of its list. */
function without(seed: KeySeed, member: keyof KeySeed, index: string | undefined): KeySeed {
  const { [member]: value, ...others } = seed;
  if (index === undefined || !Array.isArray(value)) return others;
  return { ...seed, [member]: value.filter((_, at) => at !== Number(index)) };
}

function arnsOf({ source = '', ReplicaRegions = [] }: KeySeed): string[] {
  const [start, resource] = source.split(/(?<=^[^:]*:[^:]*:[^:]*:)[^:]*/);
  const regions = ReplicaRegions.map((given) => (typeof given === 'string' ? given : given.Region));
  return [source, ...regions.map((region) => `${start}${region}${resource}`)];
}
