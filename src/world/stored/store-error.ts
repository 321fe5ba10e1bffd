/** What a call ends with whose changes a store could not take, or that waited for a store that could not be opened. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  // Not among the members that a console shows.
  readonly #isFinal: boolean;

  /** @param isFinal whether it is no failure that may pass: the store is damaged, or a newer version made it */
  constructor(store: string, failed: string, cause: unknown, isFinal = false) {
    super(`[localkms] the store ${store} ${failed}: ${messageOf(cause)}`, { cause });
    this.#isFinal = isFinal;
  }

  /** Whether the same may go well another time. */
  static mayPass(error: unknown): boolean {
    return error instanceof StoreError && !error.#isFinal;
  }
}

/**
 * Looks at what a store has.
 * @param look throws a TypeError for what is damaged, by table and id
 * @throws StoreError in its place
 */
export function judged<T>(store: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const cause = new TypeError(error.message.replace('[localkms] ', ''), { cause: error.cause });
    throw new StoreError(store, 'cannot be opened: it is damaged', cause, true);
  }
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error || (typeof cause === 'object' && cause !== null && 'message' in cause)))
    return String(cause);
  const { message, cause: deeper } = cause as Error;
  // Databases put what happened into the cause: "Database failed to open" alone helps nobody.
  return deeper === undefined ? message : `${message} (${messageOf(deeper)})`;
}
