import type { CallHooks } from '../../contract/hooks.js';
import type { Clock } from '../../ports/clock.js';
import { type RecordedCall, recordedCall, recording } from './recorded-call.js';

/** Is told of each attempt of each call when it is over. */
export type CallListener = (call: RecordedCall) => void;

/** The hooks that tell a listener. What it throws does not change the call: it becomes an unhandled rejection. */
export function listening(clock: Clock, listener: CallListener): CallHooks {
  return recording(clock, {
    ended(entry) {
      try {
        listener(recordedCall(entry));
      } catch (error) {
        // Runners fail the test by it, and Node ends; a message on the console would be overlooked.
        void Promise.reject(error);
      }
    },
  });
}
