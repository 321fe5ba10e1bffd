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
