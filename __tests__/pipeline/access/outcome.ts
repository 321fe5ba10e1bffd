import type { OperationName } from '../../../src/model/operation-types.js';
import type { IamOptions } from '../../../src/options/iam/iam-options.js';
import { plant, ROLE, SESSION } from '../../authorization/call-scene.js';
import type { TestKms } from '../../support/engine.js';

export const policyOf = (...Statement: object[]): object => ({ Version: '2012-10-17', Statement });
export const allow = (Action: string, more: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});
export const when = (operator: string, conditions: object): object => ({ Condition: { [operator]: conditions } });
/** IAM of one role, whose policy has these statements. */
export const ofRole = (...statements: object[]): IamOptions => ({
  roles: { [ROLE]: { policies: statements.length === 0 ? [] : [policyOf(...statements)] } },
});

export interface Asked {
  readonly operation: OperationName;
  readonly input: object;
}

/** `allowed` where a session of the role may; or the permission that is missing, or another exception. */
export async function outcome(kms: TestKms, iam: IamOptions, { operation, input }: Asked): Promise<string> {
  plant(kms, iam);
  return kms
    .as({ principal: SESSION })
    .call(operation, input)
    .then(
      () => 'allowed',
      ({ name, message }: Error) => (name === 'AccessDeniedException' ? /kms:\w+/.exec(message)?.[0] : name) ?? message,
    );
}
