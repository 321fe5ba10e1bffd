// What a world loads when it first needs it.

/** With the first world that has a store: what opens it, and writes what calls change. */
export function loadStoredLife(): Promise<typeof import('./stored/stored-life.js')> {
  return import('./stored/stored-life.js');
}

/** When a custom key store is first used: the simulated clusters and external key store proxies. */
export function loadSimulatedKeyStores(): Promise<typeof import('./simulated-key-stores.js')> {
  return import('./simulated-key-stores.js');
}

/** When users, roles and policies are changed or read at run time. */
export function loadIamDesk(): Promise<typeof import('./iam/iam-desk.js')> {
  return import('./iam/iam-desk.js');
}
