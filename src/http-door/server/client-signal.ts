import type { CallSignal } from '../../runtime/abortable.js';

/** Tells when a client has gone. Node's own AbortSignal takes 11 µs a request for its listeners, a third of what HTTP takes. */
export interface ClientSignal extends CallSignal {
  abort(): void;
}

export function clientSignal(): ClientSignal {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    get aborted() {
      return aborted;
    },
    reason: undefined,
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
    abort() {
      aborted = true;
      for (const listener of listeners) listener();
      listeners.clear();
    },
  };
}
