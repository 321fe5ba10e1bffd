// What rules load when they first need it.

/** When the alias of an AWS managed key is first used: AWS makes the key then. */
export function loadAwsManagedKeys(): Promise<typeof import('./aws-managed-keys.js')> {
  return import('./aws-managed-keys.js');
}
