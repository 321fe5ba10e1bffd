import type { CallHooks } from '../../contract/hooks.js';
import type { Clock } from '../../ports/clock.js';
import { type RecordedCall, recordedCall, recording } from './recorded-call.js';

/** Is told of each attempt of each call when it is over. */
export type CallListener = (call: RecordedCall) => void;

/** The hooks that tell a listener. */
export function listening(clock: Clock, listener: CallListener): CallHooks {
  const tell = harmless(listener);
  return recording(clock, { ended: (entry) => tell(recordedCall(entry)) });
}

/** A listener whose errors do not change the call: they become unhandled rejections. */
export function harmless<Told>(listener: (told: Told) => void): (told: Told) => void {
  return (told) => {
    try {
      listener(told);
    } catch (error) {
      // Runners fail the test by it, and Node ends; a message on the console would be overlooked.
      void Promise.reject(error);
    }
  };
}
