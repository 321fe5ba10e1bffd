import { operationOf } from '../../bench/command.js';
import { type Fault, faultRule } from '../../bench/faults/fault-rule.js';
import { refuse } from '../../options/checks.js';

/**
 * A fault as it travels: operations and errors by their names.
 * @throws TypeError for a fault that cannot be, or an error that is thrown as it is
 */
export function remoteFault(fault: Fault): Fault {
  faultRule(fault);
  const { operation, error, ...others } = fault;
  if (error instanceof Error) {
    refuse(
      'fault.error',
      'another process cannot throw this very Error: give the name of an exception, or { name, message }',
    );
  }
  return {
    ...others,
    // They are checked to be some.
    ...(operation !== undefined && {
      operation: [operation].flat().map((one) => operationOf(one, 'fault.operation')) as never,
    }),
    ...(error !== undefined && { error: typeof error === 'function' ? error.name : error }),
  };
}
