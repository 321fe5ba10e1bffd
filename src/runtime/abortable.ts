/** As much of an AbortSignal as a call asks for. */
export interface CallSignal extends Pick<AbortSignal, 'aborted' | 'reason'> {
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The error that the SDK's own request handlers throw. */
export function abortError(signal: CallSignal): Error {
  const reason: unknown = signal.reason;
  // By its message, not its class: under Jest it is of another realm.
  const isError = typeof (reason as Error | undefined)?.message === 'string';
  const error = new Error(reason && !isError ? String(reason) : 'Request aborted', isError ? { cause: reason } : {});
  error.name = 'AbortError';
  return error;
}

/** What is answered, or an AbortError as soon as the signal is aborted, which `aborted` is told first. */
export function abortable<T>(signal: CallSignal, answer: T | Promise<T>, aborted: (error: Error) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    function abort(): void {
      const error = abortError(signal);
      aborted(error);
      reject(error);
    }
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    Promise.resolve(answer)
      .finally(() => signal.removeEventListener('abort', abort))
      .then(resolve, reject);
  });
}
