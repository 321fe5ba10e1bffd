import { rememberCommandStack } from './command-stack.js';
import type { Handler, HandlerContext, Middleware, MiddlewareStack } from './stack.js';
import { findMiddleware } from './stack-entries.js';

// Registered, so that a second copy of this package sees what the first one did.
const WHOLE = Symbol.for('localkms.wholeChain');

/** What a chain is made of: client's and command's stack together, which nobody else has, and how the SDK resolves it. */
export interface Chained {
  readonly joined: MiddlewareStack;
  readonly resolve: MiddlewareStack['resolve'];
  readonly context: HandlerContext;
}

/** Makes the chain of one command. */
export type ChainMaker = (chained: Chained) => Promise<Handler>;

/** An entry for which the whole chain is to run. */
export function withWholeChain(entry: Middleware, make: ChainMaker): Middleware {
  return Object.assign(entry, { [WHOLE]: make });
}

/**
 * Lets a client run its whole chain where the named entry has such a maker, which may take its time: it is asked at the
 * first call of the chain.
 */
export function runWholeChains(
  stack: MiddlewareStack,
  name: string,
  answers: (context: HandlerContext) => boolean,
): void {
  const { concat } = stack;
  if (WHOLE in concat) return;

  function whole(from: MiddlewareStack): MiddlewareStack {
    const joined = concat.call(stack, from);
    const { resolve } = joined;
    joined.resolve = (handler, context) => {
      rememberCommandStack(context, from);
      const { [WHOLE]: make } = (findMiddleware(name, joined) ?? {}) as { readonly [WHOLE]?: ChainMaker };
      if (make === undefined || !answers(context)) return resolve.call(joined, handler, context);
      let chain: Promise<Handler> | undefined;
      return async (args) => {
        chain ??= make({ joined, resolve, context });
        return (await chain)(args);
      };
    };
    return joined;
  }
  stack.concat = Object.assign(whole, { [WHOLE]: true });
}
