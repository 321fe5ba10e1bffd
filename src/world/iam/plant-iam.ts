import type { World } from '../../contract/world.js';
import { iamRecords } from '../../options/iam/iam-records.js';
import { insert } from '../../state/changes.js';

/** Puts users, roles, policies and accounts into a new world: all of them, or none and an error with the path. */
export function plantIam({ state }: World, options: unknown): void {
  const { identities, managedPolicies, accounts } = iamRecords(options, 'options.iam');
  state.applyAtOnce([
    ...managedPolicies.map((record) => insert('managedPolicies', record)),
    ...identities.map((record) => insert('identities', record)),
    ...accounts.map((record) => insert('accounts', record)),
  ]);
}
