/** As much of an AbortSignal as a call asks for. */
export interface CallSignal extends Pick<AbortSignal, 'aborted' | 'reason'> {
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The error that the SDK's own request handlers throw. */
function abortError(signal: CallSignal): Error {
  const reason: unknown = signal.reason;
  // By its message, not its class: under Jest it is of another realm.
  const isError = typeof (reason as Error | undefined)?.message === 'string';
  const error = new Error(reason && !isError ? String(reason) : 'Request aborted', isError ? { cause: reason } : {});
  error.name = 'AbortError';
  return error;
}

/** What `run` answers, or an AbortError as soon as the signal is aborted; `aborted` is told where `run` had begun. */
export async function abortable<T>(
  signal: CallSignal,
  run: () => Promise<T>,
  aborted?: (error: Error) => void,
): Promise<T> {
  if (signal.aborted) throw abortError(signal);
  return new Promise<T>((resolve, reject) => {
    function abort(): void {
      const error = abortError(signal);
      aborted?.(error);
      reject(error);
    }
    signal.addEventListener('abort', abort, { once: true });
    run()
      .finally(() => signal.removeEventListener('abort', abort))
      .then(resolve, reject);
  });
}
