type Context = Readonly<Record<string, string>> | undefined;

/** The pairs of an encryption context as grant constraints compare them: keys without regard to case, values with. */
function pairsOf(context: Context): ReadonlySet<string> {
  return new Set(Object.entries(context ?? {}).map(([key, value]) => JSON.stringify([key.toLowerCase(), value])));
}

/** Whether `context` has at least the pairs of `required`. */
export function includesPairs(context: Context, required: Context): boolean {
  const pairs = pairsOf(context);
  return [...pairsOf(required)].every((pair) => pairs.has(pair));
}

/** Whether both have the same pairs. */
export function equalPairs(context: Context, other: Context): boolean {
  return includesPairs(context, other) && includesPairs(other, context);
}
