// What calls load when they first need it.

/** When a caller first uses a key of another account: what key policies and grants allow it. */
export function loadOtherAccounts(): Promise<typeof import('./steps/other-accounts.js')> {
  return import('./steps/other-accounts.js');
}
