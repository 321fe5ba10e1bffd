import { Earlier, Itself, Odd } from './odd.js';

/** What a case stands for: a copy with its odd values made, and what earlier calls gave put in. */
export function enliven(value: unknown, earlierOf: (earlier: Earlier) => unknown): unknown {
  let whole: unknown;
  function alive(inner: unknown): unknown {
    if (inner instanceof Odd) return inner.value();
    if (inner instanceof Earlier) return earlierOf(inner);
    if (inner instanceof Itself) return whole;
    if (Array.isArray(inner)) return inner.map(alive);
    if (!isPlain(inner)) return inner;
    const copy = Object.create(Object.getPrototypeOf(inner));
    whole ??= copy;
    for (const name of Object.keys(inner)) {
      const member = { value: alive(inner[name]), enumerable: true, configurable: true, writable: true };
      Object.defineProperty(copy, name, member);
    }
    return copy;
  }
  return alive(value);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
