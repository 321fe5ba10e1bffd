// What stores in Node load when they first need it.

/** When a program in Node first opens a store: an optional peer. */
export function loadClassicLevel(): Promise<typeof import('classic-level')> {
  return import('classic-level');
}
