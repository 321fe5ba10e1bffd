import { addToStack, type Door } from './middleware.js';
import type { MiddlewareStack } from './stack.js';

/** As much of a client of the SDK as localkms touches. */
interface Client {
  readonly middlewareStack: MiddlewareStack;
  readonly config?: { readonly region?: () => Promise<string | undefined> };
  /** The handlers that `cacheMiddleware` keeps. */
  handlers?: unknown;
}

/** Answers a client's commands, also those of which it has cached the handlers; its Region is read off its config. */
export function attach<T extends object>(client: T, door: Door): T {
  const { middlewareStack, config } = client as Client;
  middlewareStack.use({ applyToStack: (stack) => addToStack(stack, door, config?.region) });
  delete (client as Client).handlers;
  return client;
}
