// What calls load when they first need it, and why it is not there at once.

/** Key policies and grants for callers of other accounts, of which there are few. */
export function loadOtherAccounts(): Promise<typeof import('./steps/other-accounts.js')> {
  return import('./steps/other-accounts.js');
}
