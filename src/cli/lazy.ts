// What the command loads when it is told to.

/** For `localkms serve` */
export function loadServe(): Promise<typeof import('./serve/serve.js')> {
  return import('./serve/serve.js');
}

/** For `localkms run` */
export function loadRun(): Promise<typeof import('./run.js')> {
  return import('./run.js');
}

/** For `localkms pull`: it writes YAML */
export function loadPull(): Promise<typeof import('./pull/pull.js')> {
  return import('./pull/pull.js');
}

/** For `localkms wait`, which needs no world */
export function loadWait(): Promise<typeof import('./wait.js')> {
  return import('./wait.js');
}
