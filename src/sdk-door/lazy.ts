// What the door to the SDK loads when it first needs it.

/** When a client with the option `wholeStack` first sends a command. */
export function loadWholeStack(): Promise<typeof import('./whole-stack.js')> {
  return import('./whole-stack.js');
}

/** When a call first names a key or alias that is not there. */
export function loadElsewhere(): Promise<typeof import('./elsewhere.js')> {
  return import('./elsewhere.js');
}

/** When a client first sends a command that this version does not know. */
export function loadUnhandled(): Promise<typeof import('./unhandled.js')> {
  return import('./unhandled.js');
}
