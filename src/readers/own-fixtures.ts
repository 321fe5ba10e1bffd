import { anything, listOf, members } from '../options/checks.js';
import type { AliasSeed, KeySeed, Seeds } from '../options/seeds/key-seed.js';
import { fromSource } from '../world/seeds/seed-source.js';
import { listIn } from './document.js';

const checkDocument = members<Seeds>({ keys: anything, aliases: anything });

/** Members that are not text although a YAML file has them so. */
const CONVERSIONS: { readonly [member in keyof KeySeed]?: (text: string) => unknown } = {
  MultiRegion: (text) => ({ true: true, false: false })[text] ?? text,
  RotationPeriodInDays: (text) => (/^\d+$/.test(text) ? Number(text) : text),
};

/** Fixtures in the form of the options of `localKms`; planting them checks them. */
export function readOwnFixtures(document: unknown, name: string): Required<Seeds> {
  checkDocument(document, name);
  const { keys, aliases } = document as { keys?: unknown; aliases?: unknown };
  return {
    keys: entries<KeySeed>(keys, `${name}: keys`).map((seed, at) =>
      fromSource(converted(seed), `${name}: keys[${at}]`),
    ),
    aliases: entries<AliasSeed>(aliases, `${name}: aliases`).map((seed, at) =>
      fromSource(seed, `${name}: aliases[${at}]`),
    ),
  };
}

function entries<Seed>(value: unknown, path: string): readonly Seed[] {
  const list = listIn(value);
  listOf(anything, 'a list')(list, path);
  return list as readonly Seed[];
}

function converted(seed: KeySeed): KeySeed {
  const changed = Object.entries(CONVERSIONS).flatMap(([member, convert]) => {
    const value: unknown = seed[member as keyof KeySeed];
    return typeof value === 'string' ? [[member, convert(value)]] : [];
  });
  return { ...seed, ...Object.fromEntries(changed) };
}
