import { isPromise, type MaybePromise } from './maybe-promise.js';

/**
 * Runs something that a port does, and says what its one kind of failure means here: an error that `meaning` makes of it
 * is thrown, anything else is the result. All other errors pass.
 */
export function translateError<E extends Error, T, R>(
  kind: abstract new (...args: never) => E,
  run: () => MaybePromise<T>,
  meaning: (error: E) => R,
): MaybePromise<T | Exclude<R, Error>> {
  function translate(error: unknown): Exclude<R, Error> {
    if (!(error instanceof kind)) throw error;
    const meant = meaning(error);
    if (meant instanceof Error) throw meant;
    // TypeScript narrows no type parameter by instanceof.
    return meant as Exclude<R, Error>;
  }
  try {
    const result = run();
    return isPromise(result) ? result.catch(translate) : result;
  } catch (error) {
    return translate(error);
  }
}
