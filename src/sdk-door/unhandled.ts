import type { OnUnhandled } from '../options/options.js';
import { VERSION } from '../runtime/version.js';
import type { Handler } from './stack.js';

/** What becomes of a command that this version does not know: a newer SDK has operations of its own. */
export function unhandled(operation: string, next: Handler, onUnhandled: OnUnhandled): Handler {
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
        console.warn(`${unknown}: it passes to AWS.`);
        return next(args);
      };
    case 'passthrough':
      return next;
  }
}
