import { rememberCommandStack, rememberingCommandStack } from './command-stack.js';
import type { EntryOptions, Handler, HandlerContext, Middleware, MiddlewareStack } from './stack.js';
import { type Entry, entriesOf, entriesUntilChanged } from './stack-entries.js';

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

  const entries = entriesUntilChanged(stack);
  let latest: Planned | undefined;
  /** What the command before had, where the client is as it was and the command brings the like, of which nothing runs. */
  function chainWith(brought: readonly Entry[]): Middleware[] | undefined {
    const own = entries();
    if (latest?.own === own && areAlike(latest.brought, brought)) return latest.chain;
    const chain = chainTo(name, [...own, ...brought]);
    latest = brought.some(({ middleware }) => chain?.includes(middleware)) ? undefined : { own, brought, chain };
    return chain;
  }

  function shortened(from: MiddlewareStack): MiddlewareStack {
    const identifies = stack.identifyOnResolve?.() || from.identifyOnResolve?.();
    const chain = identifies ? undefined : chainWith(entriesOf(from));
    let whole: MiddlewareStack | undefined;
    function wholeStack(): MiddlewareStack {
      whole ??= concat.call(stack, from);
      return whole;
    }
    if (chain === undefined) return rememberingCommandStack(wholeStack(), from);
    function resolve(handler: Handler, context: HandlerContext): Handler {
      rememberCommandStack(context, from);
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

/** A chain, and the entries that it was made for. */
interface Planned {
  readonly own: readonly Entry[];
  readonly brought: readonly Entry[];
  readonly chain: Middleware[] | undefined;
}

// All that tells where an entry runs.
const PLACES = ['name', 'aliases', 'step', 'priority', 'toMiddleware'] as const;

function areAlike(some: readonly Entry[], others: readonly Entry[]): boolean {
  const alike = ({ options }: Entry, at: number) => PLACES.every((one) => options[one] === others[at]?.options[one]);
  return some.length === others.length && some.every(alike);
}

/** The middlewares of the initialize step and the named one; undefined unless these are all that may run before it. */
function chainTo(name: string, entries: readonly Entry[]): Middleware[] | undefined {
  // One of two with the same name would take the other's place, or the SDK refuse both.
  if (namesMeet(entries)) return undefined;

  const initialize: Entry[] = [];
  let last: Middleware | undefined;
  for (const entry of entries) {
    const { options } = entry;
    const isBeside = options.toMiddleware !== undefined;
    if (!isBeside && options.step === 'initialize') initialize.push(entry);
    else if (!isBeside && options.name === name) last = entry.middleware;
    else if (mayComeBefore(standsBeside(options, entries))) return undefined;
  }
  if (last === undefined) return undefined;
  const turn = ({ options }: Entry) => TURN[options.priority ?? 'normal'];
  if (initialize.length > 1) initialize.sort((a, b) => turn(a) - turn(b));
  return [...initialize.map(({ middleware }) => middleware), last];
}

/** Whether what has this place, or one beside it, may run before an entry at `serialize` with high priority. */
function mayComeBefore({ step, priority, toMiddleware }: EntryOptions): boolean {
  return toMiddleware !== undefined || step === 'initialize' || (step === 'serialize' && priority === 'high');
}

/** Whether two entries have a name in common. */
function namesMeet(entries: readonly Entry[]): boolean {
  for (let i = 1; i < entries.length; i++) {
    const { name, aliases } = (entries[i] as Entry).options;
    for (let before = 0; before < i; before++) {
      const { options } = entries[before] as Entry;
      if (name !== undefined && isCalled(options, name)) return true;
      if (aliases?.some((alias) => isCalled(options, alias))) return true;
    }
  }
  return false;
}

function isCalled({ name, aliases }: EntryOptions, wanted: string): boolean {
  return name === wanted || aliases?.includes(wanted) === true;
}

/** The entry in whose step one runs, placed beside it at whatever remove; itself if it stands beside none. */
function standsBeside(options: EntryOptions, entries: readonly Entry[]): EntryOptions {
  let beside = options;
  // Entries placed beside each other in a ring run nowhere.
  for (let hops = 0; beside.toMiddleware !== undefined && hops < entries.length; hops++) {
    const wanted = beside.toMiddleware;
    beside = entries.find((entry) => isCalled(entry.options, wanted))?.options ?? options;
  }
  return beside;
}
