// What a world loads when it first needs it.

/** When a custom key store is first used: the simulated clusters and external key store proxies. */
export function loadSimulatedKeyStores(): Promise<typeof import('./simulated-key-stores.js')> {
  return import('./simulated-key-stores.js');
}
