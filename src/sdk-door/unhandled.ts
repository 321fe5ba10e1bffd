import type { OnUnhandled } from '../options/options.js';
import { VERSION } from '../runtime/version.js';
import type { Handler } from './stack.js';

/** What is to become of commands that this version does not know, and the operations that were warned of. */
export interface Unhandled {
  readonly onUnhandled: OnUnhandled;
  readonly warned: Set<string>;
}

/** What becomes of such a command: a newer SDK has operations of its own. */
export function unhandled(operation: string, next: Handler, { onUnhandled, warned }: Unhandled): Handler {
  const unknown = `[localkms] localkms ${VERSION} does not know the operation ${operation}`;
  switch (onUnhandled) {
    case 'error':
      return async () => {
        throw new Error(
          `${unknown}. A newer version may; until then options.onUnhandled: 'passthrough' lets the command pass to AWS.`,
        );
      };
    case 'warn':
      return (args) => {
        if (!warned.has(operation)) console.warn(`${unknown}: it passes to AWS.`);
        warned.add(operation);
        return next(args);
      };
    case 'passthrough':
      return next;
  }
}
