import type { MiddlewareStack } from './stack.js';

// Signals of calls whose SDK (before @smithy/core 3.39) does not put them into the context, by command's stack.
const signals = new WeakMap<MiddlewareStack, AbortSignal>();

export function rememberSignal(commandStack: MiddlewareStack, signal: AbortSignal): void {
  signals.set(commandStack, signal);
}

export function rememberedSignal(commandStack: MiddlewareStack | undefined): AbortSignal | undefined {
  return commandStack && signals.get(commandStack);
}

// What stands for signals that tell by `onabort` only, such as those of @smithy/abort-controller.
const standIns = new WeakMap<AbortSignal, AbortController>();

/** The signal, or one that is aborted with it where it has no `addEventListener`: the SDK takes such signals too. */
export function listenable(signal: AbortSignal): AbortSignal {
  if (typeof signal.addEventListener === 'function') return signal;
  const standIn = standIns.get(signal) ?? standInFor(signal);
  // It may have been aborted before, or somebody has put another `onabort` in the place of ours.
  if (signal.aborted) abortLike(signal, standIn);
  return standIn.signal;
}

function standInFor(signal: AbortSignal): AbortController {
  const controller = new AbortController();
  const { onabort } = signal;
  signal.onabort = (event) => {
    onabort?.call(signal, event);
    abortLike(signal, controller);
  };
  standIns.set(signal, controller);
  return controller;
}

/** With null for no reason: left out, it would become an error of the runtime. */
function abortLike({ reason }: AbortSignal, controller: AbortController): void {
  controller.abort(reason ?? null);
}

/** The error that the SDK's own request handlers throw. */
function abortError(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  // By its message, not its class: under Jest it is of another realm.
  const isError = typeof (reason as Error | undefined)?.message === 'string';
  const error = new Error(reason && !isError ? String(reason) : 'Request aborted', isError ? { cause: reason } : {});
  error.name = 'AbortError';
  return error;
}

/** What `run` answers, or an AbortError as soon as the signal is aborted; `aborted` is told where `run` had begun. */
export async function abortable<T>(
  signal: AbortSignal,
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
