// What rules load when they first need it.

/** When a call first gives a key policy. */
export function loadNewKeyPolicy(): Promise<typeof import('./new-key-policy.js')> {
  return import('./new-key-policy.js');
}

/** When the alias of an AWS managed key is first used: AWS makes the key then. */
export function loadAwsManagedKeys(): Promise<typeof import('./aws-managed-keys.js')> {
  return import('./aws-managed-keys.js');
}
