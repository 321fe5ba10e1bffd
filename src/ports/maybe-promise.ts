/** Node answers at once, WebCrypto with a promise; callers `await` only what is a promise. */
export type MaybePromise<T> = T | Promise<T>;

/** By its `then`: under Jest, promises of the runtime are not instances of the test's Promise. */
export function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return typeof (value as Partial<Promise<T>> | undefined)?.then === 'function';
}
