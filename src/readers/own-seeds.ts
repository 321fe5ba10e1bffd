import { anything, expectedKind, isPlainObject, listOf, members } from '../options/checks.js';
import type { AliasSeed, KeySeed, Seeds } from '../options/seeds/key-seed.js';
import { listIn } from './document.js';
import type { SeedFormat } from './seed-format.js';

const checkDocument = members<Seeds>({ keys: anything, aliases: anything });
const checkList = listOf((item, path) => {
  if (!isPlainObject(item)) expectedKind(path, item, 'an object');
}, 'a list');

/** Members that are not text although a YAML file has them so. */
const CONVERSIONS: { readonly [member in keyof KeySeed]?: (text: string) => unknown } = {
  MultiRegion: (text) => ({ true: true, false: false })[text] ?? text,
  RotationPeriodInDays: wholeNumber,
  PendingDeletionWindowInDays: wholeNumber,
};

/** Seeds in the form of the options of `localKms`; planting them checks them. */
export const OWN_SEEDS: SeedFormat = {
  name: 'localkms',
  recognises: () => true,
  read(document, source) {
    checkDocument(document, source);
    const { keys, aliases } = document as { keys?: unknown; aliases?: unknown };
    return {
      keys: entries<KeySeed>(keys, `${source}: keys`).map(converted),
      aliases: entries<AliasSeed>(aliases, `${source}: aliases`),
    };
  },
};

function wholeNumber(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Each with its place in the file. */
function entries<Seed extends object>(value: unknown, path: string): Seed[] {
  const list = listIn(value);
  checkList(list, path);
  return (list as Seed[]).map((seed, at) => ({ ...seed, source: `${path}[${at}]` }));
}

function converted(seed: KeySeed): KeySeed {
  const changed = Object.entries(CONVERSIONS).flatMap(([member, convert]) => {
    const value: unknown = seed[member as keyof KeySeed];
    return typeof value === 'string' ? [[member, convert(value)]] : [];
  });
  return { ...seed, ...Object.fromEntries(changed) };
}
