import type { PlannedCall } from './actions.js';

interface Aborted {
  /** What a call is sent with. */
  readonly options: object | undefined;
  readonly mayAbort: boolean;
}

/** As @smithy/abort-controller makes them: no events, but a member for the one who listens. */
class PlainSignal {
  aborted = false;
  onabort: (() => void) | null = null;

  abort(): void {
    this.aborted = true;
    this.onabort?.();
  }
}

/** The signal of a call; `shared` is one that many calls have and nobody aborts. */
export function signalFor(abort: PlannedCall['abort'], shared: AbortSignal): Aborted {
  if (abort === undefined) return { options: undefined, mayAbort: false };
  if (abort === 'never') return { options: { abortSignal: shared }, mayAbort: false };
  if (abort === 'odd') return { options: { abortSignal: {} }, mayAbort: false };
  const controller = abort.startsWith('plain') ? plainController() : new AbortController();
  if (abort.endsWith('before')) controller.abort();
  if (abort.endsWith('soon')) setImmediate(() => controller.abort());
  if (abort === 'later') setTimeout(() => controller.abort(), 1);
  return { options: { abortSignal: controller.signal }, mayAbort: abort !== 'plain' };
}

function plainController(): { readonly signal: PlainSignal; abort(): void } {
  const signal = new PlainSignal();
  return { signal, abort: () => signal.abort() };
}
