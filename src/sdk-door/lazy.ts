// What the door to the SDK loads when it first needs it.

/** When a client with the option `wholeStack` first sends a command. */
export function loadWholeStack(): Promise<typeof import('./whole-stack.js')> {
  return import('./whole-stack.js');
}

/** When a call first names a key or alias that is not there. */
export function loadElsewhere(): Promise<typeof import('./elsewhere.js')> {
  return import('./elsewhere.js');
}
