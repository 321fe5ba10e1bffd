import type { RecordedCall } from '../../bench/calls/recorded-call.js';
import type { LocalKms } from '../../local-kms.js';
import type { LogForm } from './serve-arguments.js';

/** Writes a line for each call that has ended: names, ARNs and ids, never what a call carries. */
export function callLog(kms: LocalKms, form: LogForm, output: NodeJS.WriteStream): void {
  if (form === 'off') return;
  const line = form === 'json' ? jsonLine : prettyLine;
  const stop = kms.on('call', (call) => output.write(`${line(call)}\n`));
  // Whoever read it may have gone, as `head -1` does: calls are answered all the same.
  output.on('error', stop);
}

function jsonLine({ time, operation, error, caller, keyArns, requestId, attempt, duration }: RecordedCall): string {
  const outcome = error === undefined ? 'answered' : error.name;
  const milliseconds = Number(duration.toFixed(3));
  return JSON.stringify({ event: 'call', time, operation, outcome, caller, keyArns, requestId, attempt, milliseconds });
}

function prettyLine({ operation, error, caller, keyArns, attempt, duration }: RecordedCall): string {
  const now = new Date().toISOString().slice(11, 23);
  const outcome = error === undefined ? 'ok' : error.name;
  const again = attempt > 1 ? `attempt ${attempt}` : '';
  const who = caller.principal.split(':').slice(4).join(':');
  return [now, operation, outcome, again, `${duration.toFixed(1)} ms`, who, caller.region, ...keyArns.map(shortened)]
    .filter((part) => part !== '')
    .join('  ');
}

/** `key/…` of an ARN. */
function shortened(arn: string): string {
  return arn.split(':').slice(5).join(':');
}
