// What stores in browsers load when they first need it.

/** When a page first opens a store: an optional peer. */
export function loadBrowserLevel(): Promise<typeof import('browser-level')> {
  return import('browser-level');
}
