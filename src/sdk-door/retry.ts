import type { Handler, HandlerContext, HandlerResult, RetryStrategy, SdkConfig } from './stack.js';
import type { Entry } from './stack-entries.js';

interface Answered {
  readonly $metadata: { attempts?: number; totalRetryDelay?: number };
}

/**
 * Makes attempts as the client's own retry does, and without it where a first attempt succeeds: it makes an error, with
 * its stack, for every call, which is a tenth of what a call costs (docs/decisions/0007-short-chains.md). Its strategy is
 * asked and told what it would be. An attempt that fails is handed to it as the first one that it made.
 */
export function retried(
  { middleware, options }: Entry,
  attempt: Handler,
  context: HandlerContext,
  config: SdkConfig,
): Handler {
  const whole = (made: Handler) => middleware(made, context);
  // The tag is the SDK's. What it does when a signal ends the call is left to it.
  if (!config.retryStrategy || !options.tags?.includes('RETRY') || context.__smithy_context?.abortSignal) {
    return whole(attempt);
  }
  return async (args) => {
    const strategy = await config.retryStrategy?.();
    if (!isStandard(strategy)) return whole(attempt)(args);
    const token = await strategy.acquireInitialRetryToken('');
    let result: HandlerResult;
    try {
      result = await attempt(args);
    } catch (error) {
      return whole(failedOnce(error, attempt))(args);
    }
    strategy.recordSuccess(token);
    const { $metadata } = result.output as Answered;
    $metadata.attempts = 1;
    $metadata.totalRetryDelay = 0;
    return result;
  };
}

/** The SDK's StandardRetryStrategy itself, which does not mind being asked twice; by what no minifier changes. */
function isStandard(strategy: Partial<RetryStrategy> | undefined): strategy is RetryStrategy {
  // Of the SDK's others none has this; a user's own may call itself standard too.
  const prototype = strategy?.retryBackoffStrategy && Object.getPrototypeOf(strategy);
  const ask = strategy?.acquireInitialRetryToken;
  if (!ask || ask !== prototype?.acquireInitialRetryToken) return false;
  return Object.getPrototypeOf(Object.getPrototypeOf(prototype)) === null;
}

/** Fails as a first attempt did, and makes those after it. */
function failedOnce(error: unknown, attempt: Handler): Handler {
  let failed = false;
  return async (args) => {
    if (failed) return attempt(args);
    failed = true;
    throw error;
  };
}
