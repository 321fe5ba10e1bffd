/**
 * Remembers the result per object, for as long as the object lives: native handles and derived keys.
 * A promise is shared by concurrent callers; later ones get its value at once. One that rejects is forgotten, so that the
 * next call tries again.
 */
export function memoize<K extends object, V>(compute: (key: K) => V): (key: K) => V | Awaited<V> {
  const known = new WeakMap<K, V | Awaited<V>>();
  return function remembered(key) {
    const hit = known.get(key);
    if (hit !== undefined) return hit;
    const value = compute(key);
    known.set(key, value);
    if (value instanceof Promise) {
      value.then(
        (late) => known.set(key, late),
        () => known.delete(key),
      );
    }
    return value;
  };
}

/** As `memoize`, without an argument: modules and capabilities that are looked up once. */
export function once<V>(compute: () => V): () => V | Awaited<V> {
  const key = {};
  const remembered = memoize<object, V>(compute);
  return () => remembered(key);
}
