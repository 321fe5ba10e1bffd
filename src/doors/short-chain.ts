import type { EntryOptions, Handler, HandlerContext, Middleware, MiddlewareStack } from './stack.js';

// Registered, so that a second copy of this package sees what the first one did.
const SHORTENED = Symbol.for('localkms.concat');

const TURN = { high: 0, normal: 1, low: 2 };

/**
 * Lets a client chain only what runs for a call that the named entry answers: the initialize step, then that entry. The
 * SDK puts all its middlewares in order for each command, which costs more than all else about a call. Where a stack
 * holds anything that might come in between, the SDK chains as ever. See docs/decisions/0007-short-chains.md.
 */
export function shortenChains(
  stack: MiddlewareStack,
  name: string,
  answers: (context: HandlerContext) => boolean,
): void {
  const { concat } = stack;
  // The SDK's own is an arrow function, which has a length and a name; with more, a tracer wrapped it, or a spy, or this.
  if (Reflect.ownKeys(concat).length > 2) return;

  function shortened(from: MiddlewareStack): MiddlewareStack {
    const chain = chainTo(name, stack, from);
    let whole: MiddlewareStack | undefined;
    function wholeStack(): MiddlewareStack {
      whole ??= concat.call(stack, from);
      return whole;
    }
    if (chain === undefined) return wholeStack();
    function resolve(handler: Handler, context: HandlerContext): Handler {
      // Once somebody looked into the whole stack, he may have changed it.
      if (whole !== undefined || !answers(context)) return wholeStack().resolve(handler, context);
      return (chain as Middleware[]).reduceRight((next, middleware) => middleware(next, context), handler);
    }
    return new Proxy({ resolve } as MiddlewareStack, {
      get: (own, member) => Reflect.get(member === 'resolve' ? own : wholeStack(), member),
    });
  }
  stack.concat = Object.assign(shortened, { [SHORTENED]: true });
}

/** The middlewares of the initialize step and the named one; undefined unless these are all that may run before it. */
function chainTo(name: string, ...stacks: readonly MiddlewareStack[]): Middleware[] | undefined {
  const entries = new Map<string, EntryOptions>();
  const initialize: { middleware: Middleware; turn: number }[] = [];
  const relatives: EntryOptions[] = [];
  let last: Middleware | undefined;
  let plain = true;

  function note(options: EntryOptions): void {
    for (const known of options.aliases === undefined ? [options.name] : [options.name, ...options.aliases]) {
      if (known === undefined) continue;
      // One of them would take the other's place, or the SDK refuse both.
      if (entries.has(known)) plain = false;
      entries.set(known, options);
    }
  }
  const looking = {
    add(middleware: Middleware, options: EntryOptions) {
      note(options);
      if (options.step === 'initialize') initialize.push({ middleware, turn: TURN[options.priority ?? 'normal'] });
      else if (options.name === name) last = middleware;
      else if (options.step === 'serialize' && options.priority === 'high') plain = false;
    },
    addRelativeTo(_middleware: Middleware, options: EntryOptions) {
      note(options);
      relatives.push(options);
    },
    identifyOnResolve(asked: boolean) {
      if (asked) plain = false;
    },
    use() {},
  };
  for (const stack of stacks) stack.applyToStack(looking);

  /** Whether what is placed beside another entry comes after the named one, wherever in the chain that is. */
  function comesLater({ toMiddleware }: EntryOptions): boolean {
    let beside = entries.get(toMiddleware as string);
    for (let hops = 0; beside?.toMiddleware !== undefined && hops < relatives.length; hops++)
      beside = entries.get(beside.toMiddleware);
    return beside?.step !== undefined && beside.step !== 'initialize' && beside.name !== name;
  }
  if (last === undefined || !plain || !relatives.every(comesLater)) return undefined;
  initialize.sort((a, b) => a.turn - b.turn);
  return [...initialize.map(({ middleware }) => middleware), last];
}
