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

/** As `memo`, for objects: an answer is remembered for as long as its object lives. */
export function memoByObject<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return function recall(key) {
    let value = known.get(key);
    if (value === undefined) {
      value = compute(key);
      known.set(key, value);
    }
    return value;
  };
}
