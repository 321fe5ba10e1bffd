/** What a call ends with whose changes a store could not take, or that waited for a store that could not be opened. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(store: string, failed: string, cause: unknown) {
    super(`[localkms] the store ${store} ${failed}: ${messageOf(cause)}`, { cause });
  }
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error || (typeof cause === 'object' && cause !== null && 'message' in cause)))
    return String(cause);
  const { message, cause: deeper } = cause as Error;
  // Databases put what happened into the cause: "Database failed to open" alone helps nobody.
  return deeper === undefined ? message : `${message} (${messageOf(deeper)})`;
}
