// What the door to the SDK loads when it first needs it.

/** When a call first names a key or alias that is not there. */
export function loadElsewhere(): Promise<typeof import('./elsewhere.js')> {
  return import('./elsewhere.js');
}
