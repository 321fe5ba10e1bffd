import type { HandlerContext, MiddlewareStack } from './stack.js';

// Of calls whose SDK (before client-kms 3.576) does not put the command into the context.
const stacks = new WeakMap<HandlerContext, MiddlewareStack>();

/** For whoever resolves a client's stack that was joined with a command's. */
export function rememberCommandStack(context: HandlerContext, commandStack: MiddlewareStack): void {
  if (context.__smithy_context?.commandInstance === undefined) stacks.set(context, commandStack);
}

/** A joined stack that remembers where it is resolved. */
export function rememberingCommandStack(joined: MiddlewareStack, commandStack: MiddlewareStack): MiddlewareStack {
  const { resolve } = joined;
  joined.resolve = (handler, context) => {
    rememberCommandStack(context, commandStack);
    return resolve.call(joined, handler, context);
  };
  return joined;
}

/** The stack of the command that is being sent; undefined where neither the SDK nor the client's stack tells. */
export function commandStackOf(context: HandlerContext): MiddlewareStack | undefined {
  return context.__smithy_context?.commandInstance?.middlewareStack ?? stacks.get(context);
}
