// Where entries of fixtures come from; entries written in code have the path of their option.
const sources = new WeakMap<object, string>();

/** Remembers the place in a file from which a seed was read, for errors that show only when it is planted. */
export function fromSource<Seed extends object>(seed: Seed, source: string): Seed {
  sources.set(seed, source);
  return seed;
}

/** What errors call a seed. */
export function sourceOf(seed: unknown, path: string): string {
  return (typeof seed === 'object' && seed !== null && sources.get(seed)) || path;
}
