import { builtin } from '../runtime/builtin.js';
import { type Found, look, lookAtLoaded } from './sdk-copy.js';

interface Loading {
  onLoad(files: { filter: RegExp }, load: (file: { path: string }) => { exports: unknown; loader: 'object' }): void;
}

declare const Bun: { plugin(plugin: { name: string; setup(loading: Loading): void }): void } | undefined;

const SDK = /[\\/]client-kms[\\/]dist-(?:cjs|es)[\\/]index\.js$/;

/**
 * Tells of every copy of the SDK that Bun has loaded or loads later: its loader is not Node's, but takes plugins.
 * @returns the function that stops it
 */
export function watchBun(found: Found): (() => void) | undefined {
  if (typeof Bun === 'undefined') return undefined;
  const { createRequire } = builtin('node:module') as { createRequire(from: string): (path: string) => unknown };
  let watching = true;
  Bun.plugin({
    name: 'localkms',
    setup({ onLoad }) {
      onLoad({ filter: SDK }, ({ path }) => {
        // By another name, which the filter lets pass; as source text it would not be CommonJS any more.
        const exports = createRequire(path)(`${path}?localkms`);
        if (watching) look(exports, found);
        return { exports, loader: 'object' };
      });
    },
  });
  lookAtLoaded(found);
  return () => {
    watching = false;
  };
}
