// What the web backend loads when it first needs it.

/** When a page first does more than encrypt and decrypt under symmetric keys. */
export function loadLazyOperations(): Promise<typeof import('./lazy-operations.js')> {
  return import('./lazy-operations.js');
}
