import type { WorldSnapshot } from '../../src/index.js';

/** A snapshot with another value at one of its places, or without it where the value is undefined. */
export function damagedSnapshot(snapshot: WorldSnapshot, at: number, value: unknown): WorldSnapshot {
  const places: { holder: Record<string, unknown>; name: string }[] = [];
  function visit(inner: unknown): void {
    if (typeof inner !== 'object' || inner === null) return;
    for (const [name, item] of Object.entries(inner)) {
      places.push({ holder: inner as Record<string, unknown>, name });
      visit(item);
    }
  }
  visit(snapshot);
  const { holder, name } = places[at % places.length] as (typeof places)[number];
  if (value === undefined) delete holder[name];
  else holder[name] = value;
  return snapshot;
}
