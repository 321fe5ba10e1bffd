/** Remembers the answers of a pure function, up to a number of them. */
export function memo<K, V>(capacity: number, compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return function recall(key) {
    let value = known.get(key);
    if (value === undefined) {
      value = compute(key);
      if (known.size >= capacity) known.clear();
      known.set(key, value);
    }
    return value;
  };
}
