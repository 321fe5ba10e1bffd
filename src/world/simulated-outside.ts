import { once } from '../bytes/memoize.js';
import type { CryptoBackend } from '../ports/crypto-backend.js';
import type { KeyStoreBackends } from '../ports/key-store-backends.js';
import type { RandomSource } from '../ports/random-source.js';
import { loadSimulatedKeyStores } from './lazy.js';
import { type Outside, type OutsideSettings, outsideHandle } from './outside.js';

/** Simulated key store backends, and the handle with which tests tell how these are. */
export function simulatedOutside(
  crypto: CryptoBackend,
  random: RandomSource,
): { readonly outside: Outside; readonly backends: KeyStoreBackends } {
  const settings: OutsideSettings = { clusters: new Map(), proxies: new Map(), externalKeys: new Map() };
  // Few worlds have custom key stores: what backs them is loaded when one is first used.
  const loaded = once(async () => {
    const { simulatedKeyStores } = await loadSimulatedKeyStores();
    return simulatedKeyStores(settings, crypto, random);
  });
  const backends: KeyStoreBackends = {
    cluster: async (...given) => (await loaded()).cluster(...given),
    checkHealth: async (...given) => (await loaded()).checkHealth(...given),
    externalKey: async (...given) => (await loaded()).externalKey(...given),
    encrypt: async (...given) => (await loaded()).encrypt(...given),
    decrypt: async (...given) => (await loaded()).decrypt(...given),
  };
  return { outside: outsideHandle(settings), backends };
}
