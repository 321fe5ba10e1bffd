import type { Command } from '../command.js';
import type { FaultError } from './fault-error.js';
import type { Fault } from './fault-rule.js';

/** A fault in a line: `Encrypt with alias/orders, call 2: KMSInternalException`. */
export function describeFault({ operation, keyId, nth, after, times, probability, error, delay, hang }: Fault): string {
  const operations = operation === undefined ? ['any operation'] : [operation].flat().map(nameOf);
  const where = [
    operations.join(' or ') + (keyId === undefined ? '' : ` with ${keyId}`),
    nth !== undefined && `call ${nth}`,
    after !== undefined && `after ${after} calls`,
    times !== undefined && `at most ${times} times`,
    probability !== undefined && `with probability ${probability}`,
  ];
  const what = [
    delay !== undefined && `late by ${delay} ms`,
    error !== undefined && nameOfError(error),
    hang === true && 'no answer',
  ];
  return `${where.filter(Boolean).join(', ')}: ${what.filter(Boolean).join(', then ')}`;
}

function nameOf(operation: Command): string {
  return typeof operation === 'string' ? operation : operation.name.replace(/Command$/, '');
}

function nameOfError(error: FaultError): string {
  return typeof error === 'string' ? error : error.name;
}
