import type { OperationName } from '../../model/operation-types.js';
import { type Check, members, oneOfTexts, text } from '../../options/checks.js';
import { type Command, operationOf } from '../command.js';
import type { KeyArnOf } from '../keys.js';
import type { Entry } from './recorded-call.js';

/** Which calls; all that is given must hold. */
export interface CallFilter<Named extends Command = Command> {
  /** The name of an operation, or a command class. */
  readonly operation?: Named;
  /** A key that the call had found: key id, key ARN, alias name or alias ARN, as it names a key now. */
  readonly keyId?: string;
  readonly caller?: { readonly principal?: string; readonly accountId?: string; readonly region?: string };
  /** Whether AWS KMS did what the call asked for: `refused` also where it was aborted, `pending` while it is under way. */
  readonly outcome?: 'answered' | 'refused' | 'pending';
  /** The name of the error: `NotFoundException`, `AbortError`. */
  readonly error?: string;
}

const something = text(/./, 'text that is not empty');

const checkFilter: Check = members<CallFilter>({
  operation: (value, path) => void operationOf(value, path),
  keyId: something,
  caller: members<NonNullable<CallFilter['caller']>>({ principal: something, accountId: something, region: something }),
  outcome: oneOfTexts(['answered', 'refused', 'pending']),
  error: something,
});

/** What `calls()` was given, as a filter. */
export function callFilterOf(given: Command | CallFilter): CallFilter {
  return typeof given === 'object' ? given : { operation: operationOf(given, 'operation') as OperationName };
}

/**
 * The filter as a test of calls. `keyArnOf` tells which key a KeyId names for a caller.
 * @throws TypeError for a filter that cannot be
 */
export function callTest(filter: CallFilter, keyArnOf: KeyArnOf): (entry: Entry) => boolean {
  checkFilter(filter, 'filter');
  const { keyId, caller: { principal, accountId, region } = {}, outcome, error: name } = filter;
  const operation = filter.operation && operationOf(filter.operation, 'filter.operation');
  return (entry) =>
    (operation === undefined || entry.operation === operation) &&
    (keyId === undefined || entry.keys.some(({ Arn }) => Arn === keyArnOf(keyId, entry))) &&
    (outcome === undefined || outcome === outcomeOf(entry)) &&
    (name === undefined || (entry.error as Error | undefined)?.name === name) &&
    (principal ?? entry.caller.principal) === entry.caller.principal &&
    (accountId ?? entry.caller.scope.account) === entry.caller.scope.account &&
    (region ?? entry.caller.scope.region) === entry.caller.scope.region;
}

function outcomeOf({ output, error }: Entry): CallFilter['outcome'] {
  if (output !== undefined) return 'answered';
  return error === undefined ? 'pending' : 'refused';
}
