/** Node answers at once, WebCrypto with a promise; callers `await` only what is a promise. */
export type MaybePromise<T> = T | Promise<T>;

/** By its `then`: under Jest, promises of the runtime are not instances of the test's Promise. */
export function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return typeof (value as Partial<Promise<T>> | undefined)?.then === 'function';
}

/** Goes on with a value as soon as it is there: at once where nothing has to be awaited. */
export function whenReady<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return isPromise(value) ? value.then(next) : next(value);
}

/** Maps one item after the other, at once as long as nothing has to be awaited; the first failure ends it. */
export function mapInTurn<T, R>(
  items: readonly T[],
  map: (item: T, at: number) => MaybePromise<R>,
  done: R[] = [],
): MaybePromise<R[]> {
  while (done.length < items.length) {
    const result = map(items[done.length] as T, done.length);
    if (isPromise(result)) {
      return result.then((value) => {
        done.push(value);
        return mapInTurn(items, map, done);
      });
    }
    done.push(result);
  }
  return done;
}

/**
 * Takes one item after the other, at once as long as nothing has to be awaited; the first failure ends it. `take` gets
 * `one` and `other` with each, so that a call need not make a function of its own.
 */
export function inTurn<T, A, B>(
  items: readonly T[],
  take: (item: T, one: A, other: B) => MaybePromise<void>,
  one: A,
  other: B,
  first = 0,
): MaybePromise<void> {
  let next = first;
  while (next < items.length) {
    const pending = take(items[next++] as T, one, other);
    if (isPromise(pending)) return pending.then(() => inTurn(items, take, one, other, next));
  }
}
