// What rules load when they first need it.

/** AWS managed keys, which AWS makes when their alias is first used. */
export function loadAwsManagedKeys(): Promise<typeof import('./aws-managed-keys.js')> {
  return import('./aws-managed-keys.js');
}
