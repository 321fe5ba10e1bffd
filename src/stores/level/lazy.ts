// What stores load when they first need it.

/** At the first `levelStore.open()`: in Node what opens folders, in browsers what opens IndexedDB. */
export function loadOpenDatabase(): Promise<typeof import('#level')> {
  return import('#level');
}
