import type { CallInfo, CallOutcome } from '../../contract/hooks.js';
import type { OperationName } from '../../model/operation.js';
import { type Check, members, oneOfTexts, text } from '../../options/checks.js';
import { type CommandClass, operationOf } from '../faults/fault-rule.js';

/** Which calls; all that is given must hold. */
export interface CallFilter {
  /** The name of an operation, or a command class. */
  readonly operation?: OperationName | CommandClass;
  /** A key that the call had found: key id, key ARN, alias name or alias ARN, as it names a key now. */
  readonly keyId?: string;
  readonly caller?: { readonly principal?: string; readonly account?: string; readonly region?: string };
  /** Whether AWS KMS did what the call asked for. */
  readonly outcome?: 'answered' | 'refused';
  /** The name of the exception: `NotFoundException`. */
  readonly error?: string;
}

const something = text(/./, 'text that is not empty');

const checkFilter: Check = members<CallFilter>({
  operation: (value, path) => void operationOf(value, path),
  keyId: something,
  caller: members<NonNullable<CallFilter['caller']>>({ principal: something, account: something, region: something }),
  outcome: oneOfTexts(['answered', 'refused']),
  error: something,
});

/**
 * The filter as a test of calls. `keyArnOf` tells which key a KeyId names for a caller.
 * @throws TypeError for a filter that cannot be
 */
export function callTest(
  filter: CallFilter,
  keyArnOf: (keyId: string, call: CallInfo) => string | undefined,
): (info: CallInfo, outcome: CallOutcome) => boolean {
  checkFilter(filter, 'filter');
  const { keyId, caller = {}, outcome: ending, error: name } = filter;
  const operation = filter.operation && operationOf(filter.operation, 'filter.operation');
  return (info, { keys, error }) =>
    (operation === undefined || info.operation === operation) &&
    (keyId === undefined || keys.some(({ Arn }) => Arn === keyArnOf(keyId, info))) &&
    (ending === undefined || (error === undefined) === (ending === 'answered')) &&
    (name === undefined || (error as Error | undefined)?.name === name) &&
    (caller.principal ?? info.caller.principal) === info.caller.principal &&
    (caller.account ?? info.caller.scope.account) === info.caller.scope.account &&
    (caller.region ?? info.caller.scope.region) === info.caller.scope.region;
}
