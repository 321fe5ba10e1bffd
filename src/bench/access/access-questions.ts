import type { World } from '../../contract/world.js';
import type { CallLog } from '../calls/calls.js';
import { existingKey } from '../keys.js';
import { loadAccess } from '../lazy.js';
import type { AccessDecision } from './access-decision.js';
import type { AccessMatrix, AccessMatrixQuestion } from './access-matrix.js';
import type { PolicyCoverage } from './coverage.js';
import type { LeastPrivilegeOptions, PolicyDocument } from './least-privilege.js';
import type { AccessQuestion, CallerOf } from './question.js';
import type { OtherPolicies, ReplayedCall } from './replay.js';

/** Questions about permissions, answered by the policies and grants of the world. */
export interface AccessQuestions {
  /**
   * Whether a caller may call an operation. Nothing is called: of the input, the question needs only what names the key or alias.
   *
   * @example
   * const access = await kms.can({ principal: ordersRole, operation: 'Decrypt', KeyId: 'alias/orders', EncryptionContext: { tenant: 'acme' } });
   * console.log(access.allowed, String(access));
   *
   * @throws TypeError for a question that cannot be
   * @throws Error where the call would fail before policies are asked: its key is not there
   */
  can(question: AccessQuestion): Promise<AccessDecision>;
  /**
   * Why a call was allowed or denied: of the exception that the program caught, or of one of `calls()`.
   *
   * @example
   * const error = await client.send(new DecryptCommand({ CiphertextBlob })).catch((error) => error);
   * console.log(await kms.explain(error));
   *
   * @throws TypeError for what has no request id
   * @throws Error where the call is no longer remembered, or `options.calls` is false
   */
  explain(of: unknown): Promise<AccessDecision>;
  /**
   * Who may do what to which keys, as plain data for a snapshot of a test.
   * @example
   * expect(await kms.access({ operations: ['Decrypt', 'ScheduleKeyDeletion'] })).toMatchSnapshot();
   */
  access(question?: AccessMatrixQuestion): Promise<AccessMatrix>;
  /** What recorded calls say about policies. */
  readonly policies: {
    /**
     * An identity policy that allows exactly what a principal, a user's or role's ARN, was seen to do.
     * @throws TypeError for what is no ARN, or an option that cannot be
     * @throws Error where no call of it was answered
     */
    leastPrivilege(principal: string, options?: LeastPrivilegeOptions): Promise<PolicyDocument>;
    /** The statements, conditions and grants that no recorded call matched. */
    coverage(): Promise<PolicyCoverage>;
    /**
     * The recorded calls whose outcome other policies would change: a change of policies is tried before it is made. A call
     * whose keys are gone cannot be asked about again; it is listed too, and the explanation of its `after` says so.
     * @example
     * const changed = await kms.policies.replay({ iam: { roles: { [ordersRole]: { policies: [narrower] } } } });
     * expect(changed).toEqual([]);
     *
     * @throws TypeError for policies that cannot be, with their path
     */
    replay(policies: OtherPolicies): Promise<ReplayedCall[]>;
  };
}

export function accessQuestions(world: World, callerOf: CallerOf, remembered: () => CallLog): AccessQuestions {
  const arnOf = (id: string) => existingKey(world, id).Arn as string;
  return {
    can: async (question) => (await loadAccess()).can(world, question, callerOf),
    explain: async (of) =>
      (await loadAccess()).explain(
        of,
        remembered().calls(() => true),
      ),
    access: async (question = {}) => (await loadAccess()).accessMatrix(world, question, callerOf, arnOf),
    policies: {
      leastPrivilege: async (principal, options) =>
        (await loadAccess()).leastPrivilege(world, remembered().entries(), principal, options),
      replay: async (policies) => (await loadAccess()).replay(world, remembered().entries(), policies, arnOf),
      coverage: async () => (await loadAccess()).policyCoverage(world, remembered().entries()),
    },
  };
}
