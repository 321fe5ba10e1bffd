import type { World } from '../../contract/world.js';
import { loadIamDesk } from '../lazy.js';
import type { Iam } from './iam.js';

const ACTIONS = [
  'putRole',
  'deleteRole',
  'putUser',
  'deleteUser',
  'putPolicy',
  'deletePolicy',
  'putServiceControlPolicies',
  'putResourceControlPolicies',
  'putOrganization',
  'describe',
] as const satisfies readonly (keyof Iam)[];

/** Loads at its first use. */
export function iamOf(world: World): Iam {
  const act =
    (action: (typeof ACTIONS)[number]) =>
    async (...given: unknown[]) => {
      const { iamDesk } = await loadIamDesk();
      const run = iamDesk(world)[action] as (...given: unknown[]) => unknown;
      return run(...given);
    };
  // Each of them is what the desk has under this name.
  return Object.fromEntries(ACTIONS.map((action) => [action, act(action)])) as unknown as Iam;
}
