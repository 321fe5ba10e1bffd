import { builtin } from '../runtime/builtin.js';
import { type Found, look, lookAtLoaded } from './sdk-copy.js';

type Load = (this: unknown, request: string, ...rest: unknown[]) => unknown;

interface Loader {
  _load: Load;
}

/**
 * Tells of every copy of the SDK that the process has loaded or loads later: in Node and Deno, by `require` and by
 * `import`, since the SDK is CommonJS in both. None in a context of its own, as Vitest's vm pools make: it loads past here.
 * @returns the function that stops it
 */
export function watchNode(found: Found): (() => void) | undefined {
  const loader = builtin<Loader>('node:module');
  if (loader?._load === undefined || !(loader instanceof Function)) return undefined;
  const before = loader._load;
  let watching = true;

  function load(this: unknown, request: string, ...rest: unknown[]): unknown {
    const loaded = before.call(this, request, ...rest);
    if (watching) look(loaded, found);
    return loaded;
  }

  loader._load = load;
  lookAtLoaded(found);
  return () => {
    watching = false;
    if (loader._load === load) loader._load = before;
  };
}
