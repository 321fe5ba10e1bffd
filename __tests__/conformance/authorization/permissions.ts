import type { OperationName } from '../../../src/model/operation-types.js';
import { inputOf, ROLE, SESSION, scene, whereOf } from '../../authorization/call-scene.js';
import { NEEDS, type Permission } from '../../authorization/operation-needs.js';
import type { Fact } from '../fact.js';
import { refused } from '../fact.js';
import { factsOf } from '../key-scenes.js';
import { guideToday } from '../sources/aws.js';

const fact = factsOf('permissions');
const SOURCE = guideToday(
  'kms-api-permissions-reference',
  'AWS KMS permissions',
  'kms-api-permissions-reference-table',
);

const only = (...actions: string[]) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: actions, Resource: '*' },
});
const allBut = (action: string) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', NotAction: action, Resource: '*' },
});
const role = (policy: object) => ({ iam: { roles: { [ROLE]: { policies: [policy] } } } });

const actionsOf = (permissions: readonly Permission[]) => [...new Set(permissions.map(([name]) => `kms:${name}`))];

/** Its permissions suffice: whatever else is wrong with the call, it is not that. */
function sufficing(operation: OperationName, permissions: readonly Permission[]): Fact {
  const actions = actionsOf(permissions);
  return fact(
    `${operation.toLowerCase()}-suffice`,
    operation,
    `${actions.join(' and ')} ${actions.length === 1 ? 'is' : 'are'} all that it takes, where the key policy lets IAM decide.`,
    SOURCE,
    async (kms) => {
      const found = await scene(role(only(...actions)), kms);
      const name = await found.caller.call(operation, inputOf(operation, found)).then(
        () => 'answered',
        (error: Error) => error.name,
      );
      return name === 'AccessDeniedException' ? name : 'not denied';
    },
    'not denied',
  );
}

/** Each is needed. */
function needed(operation: OperationName, permission: Permission): Fact {
  const action = `kms:${permission[0]}`;
  return fact(
    `${operation.toLowerCase()}-needs-${permission[0].toLowerCase()}`,
    operation,
    `${action} is needed.`,
    SOURCE,
    async (kms) => {
      const found = await scene(role(allBut(action)), kms);
      const { name, message } = await refused(found.caller.call(operation, inputOf(operation, found)));
      const where = whereOf(operation, permission, found.KeyId);
      return { name, message: where === '' ? message : message?.replace(where, '<where> ') };
    },
    {
      name: 'AccessDeniedException',
      message: `User: ${SESSION} is not authorized to perform: ${action} ${permission[1] === 'tags' ? '' : '<where> '}because no identity-based policy allows the ${action} action`,
    },
  );
}

/** The first of several permissions of one name is the one that is told. */
function eachOnce(permissions: readonly Permission[]): readonly Permission[] {
  return permissions.filter(([name], at) => permissions.findIndex((one) => one[0] === name) === at);
}

const OPERATIONS = Object.entries(NEEDS) as [OperationName, readonly Permission[]][];

/** Which permissions each operation takes. */
export const PERMISSION_FACTS: readonly Fact[] = OPERATIONS.flatMap(([operation, permissions]) => [
  sufficing(operation, permissions),
  ...eachOnce(permissions).map((permission) => needed(operation, permission)),
]);
