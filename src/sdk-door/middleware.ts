import { memo } from '../bytes/memo.js';
import type { CallInfo } from '../contract/hooks.js';
import { executeWhileWaited, isKnownOperation } from '../engine.js';
import type { Caller } from '../model/caller.js';
import { KmsFault } from '../model/fault.js';
import { listenable, rememberedSignal } from './abort.js';
import { findRegion, regionOfEndpoint } from './client-region.js';
import { commandStackOf } from './command-stack.js';
import type { Door, Send } from './door.js';
import { loadElsewhere, loadUnhandled, loadWholeStack } from './lazy.js';
import { retried } from './retry.js';
import { shortenChains } from './short-chain.js';
import type {
  EntryOptions,
  Handler,
  HandlerArguments,
  HandlerContext,
  HandlerResult,
  Middleware,
  MiddlewareStack,
  SdkConfig,
} from './stack.js';
import { entriesUntilChanged, findMiddleware } from './stack-entries.js';
import { type Chained, runWholeChains, withWholeChain } from './whole-chains.js';
import { faultError, faultResponse, httpResponse, responseMetadata } from './wire.js';

export const NAME = 'localKms';
export const TAG = 'LOCAL_KMS';

// Before everything that needs a Region, credentials or a request, after all that users hang on the initialize step.
const OPTIONS: EntryOptions = { name: NAME, step: 'serialize', priority: 'high', tags: [TAG], override: true };

/** The SDK's retry hands the same object down at every attempt. */
interface SentArguments extends HandlerArguments, Send {
  readonly input: Record<string, unknown>;
}

/** Answers the commands of the client (or command) that has this stack; with the client's configuration, where it is known. */
export function addToStack(stack: MiddlewareStack, door: Door, config: SdkConfig = {}): void {
  const entries = entriesUntilChanged(stack);
  let caller = door.region === undefined ? undefined : door.callerIn(door.region);

  /** The next attempt of a send. */
  function nextCall(
    operation: string,
    context: HandlerContext,
    send: Send,
    by: Caller,
    input: CallInfo['input'],
  ): CallInfo {
    const requestId = door.newRequestId();
    send.id ??= requestId;
    const signal = context.__smithy_context?.abortSignal ?? rememberedSignal(commandStackOf(context));
    return {
      operation,
      caller: by,
      requestId,
      sendId: send.id,
      input,
      attempt: ++send.attempts,
      signal: signal && listenable(signal),
    };
  }

  async function findCaller(context: HandlerContext): Promise<Caller> {
    // A plugin on a command's own stack finds there what the command brings.
    const ask = config.region ?? regionOfEndpoint(commandStackOf(context) ?? stack);
    caller = door.callerIn(await findRegion(ask));
    return caller;
  }

  const entry: Middleware = (next, context) => {
    if (context.clientName !== 'KMSClient') return next;
    const operation = operationOf(context);
    if (!isKnownOperation(operation))
      return async (args) => (await loadUnhandled()).unhandled(operation, next, door)(args);

    async function attempt(args: HandlerArguments): Promise<HandlerResult> {
      const send = args as SentArguments;
      const info = nextCall(operation, context, send, caller ?? (await findCaller(context)), send.input);
      try {
        const output = await executeWhileWaited(door.world, info);
        (output as { $metadata?: object }).$metadata = responseMetadata(200, info.requestId);
        return { response: httpResponse(200, info.requestId), output };
      } catch (error) {
        if (!(error instanceof KmsFault)) throw error;
        return refuse(error, { door, stack, context, info });
      }
    }

    // Only the stack of a client has it.
    const retry = entries().find(({ options }) => options.name === 'retryMiddleware');
    const handler = retry === undefined ? attempt : retried(retry, attempt, context, config);
    return ({ input }) => handler({ input, attempts: 0, id: undefined } as HandlerArguments);
  };
  if (door.wholeStack) {
    stack.add(withWholeChain(entry, makeWholeChain), OPTIONS);
    runWholeChains(stack, NAME, answers);
  } else {
    stack.add(entry, OPTIONS);
    shortenChains(stack, NAME, answers);
  }

  async function makeWholeChain(chained: Chained): Promise<Handler> {
    const { context } = chained;
    const { wholeChain } = await loadWholeStack();
    return wholeChain({
      ...chained,
      name: NAME,
      door,
      findCaller: async () => caller ?? findCaller(context),
      nextCall: (send, by, input) => nextCall(operationOf(context), context, send, by, input),
    });
  }
}

// Few names, asked for at every call.
const withoutSuffix = memo(1000, (commandName: string) => commandName.slice(0, -'Command'.length));

function operationOf({ commandName }: HandlerContext): string {
  return withoutSuffix(commandName as string);
}

/** Whether a command's call never goes past the entry. */
function answers(context: HandlerContext): boolean {
  return context.clientName === 'KMSClient' && isKnownOperation(operationOf(context));
}

/** The client's own deserializer throws the user's own exception class: nothing of the SDK is imported here. */
async function refuse(fault: KmsFault, { door, stack, context, info }: Refused): Promise<HandlerResult> {
  const { requestId, caller } = info;
  // On the client's stack since client-kms 3.928, on the command's before.
  const deserialize = findMiddleware('deserializerMiddleware', stack, commandStackOf(context));
  if (deserialize === undefined) throw faultError(fault, requestId);
  const response = faultResponse(fault, requestId);
  try {
    return await deserialize(async () => ({ response }), context)({ input: info.input });
  } catch (error) {
    if (fault.name === 'NotFoundException') {
      const { hintAt } = await loadElsewhere();
      hintAt(error, door.world, caller.scope, info.input);
    }
    throw error;
  }
}

/** A refused attempt, and where its client finds the exception. */
interface Refused {
  readonly door: Door;
  readonly stack: MiddlewareStack;
  readonly context: HandlerContext;
  readonly info: CallInfo;
}
