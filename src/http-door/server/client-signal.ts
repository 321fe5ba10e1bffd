import type { CallSignal } from '../../runtime/abortable.js';

/** Tells when a client has gone. Node's own AbortSignal takes 11 µs a request for its listeners, a third of what HTTP takes. */
export class ClientSignal implements CallSignal {
  aborted = false;
  readonly reason = undefined;
  private listeners: readonly (() => void)[] = [];

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners = [...this.listeners, listener];
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners = this.listeners.filter((one) => one !== listener);
  }

  abort(): void {
    this.aborted = true;
    for (const listener of this.listeners) listener();
    this.listeners = [];
  }
}
