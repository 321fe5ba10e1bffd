import { memoByObject } from '../bytes/memo.js';
import type { EntryOptions, Middleware, MiddlewareStack } from './stack.js';

/** An entry of a stack. */
export interface Entry {
  readonly middleware: Middleware;
  readonly options: EntryOptions;
}

/**
 * The entries of a stack: those with a step first, then those placed relative to others. A stack cannot list its entries,
 * but it can add them to another stack: here to one that only notes what is added.
 */
export function entriesOf(stack: MiddlewareStack): Entry[] {
  const entries: Entry[] = [];
  const look = (middleware: Middleware, options: EntryOptions) => {
    entries.push({ middleware, options });
  };
  stack.applyToStack({ add: look, addRelativeTo: look, identifyOnResolve() {}, use() {} });
  return entries;
}

/** The middleware of that name. */
export function findMiddleware(
  name: string,
  ...stacks: readonly (MiddlewareStack | undefined)[]
): Middleware | undefined {
  const entries = stacks.flatMap((stack) => (stack === undefined ? [] : entriesOf(stack)));
  return entries.reverse().find(({ options }) => options.name === name)?.middleware;
}

const CHANGES = ['add', 'addRelativeTo', 'remove', 'removeByTag'] as const;

/** Reads a stack once, and again after each change of it: reading is slow, because the SDK copies every entry. */
export const entriesUntilChanged: (stack: MiddlewareStack) => () => readonly Entry[] = memoByObject((stack) => {
  const members = stack as unknown as Record<string, (...given: unknown[]) => unknown>;
  let known: readonly Entry[] | undefined;
  const watching = CHANGES.map((name) => {
    const change = members[name] as (...given: unknown[]) => unknown;
    members[name] = (...given) => {
      known = undefined;
      return change.apply(stack, given);
    };
    return members[name];
  });
  // When a test removes a spy from a method, the method from before is back, and changes are no longer noticed.
  const isWatched = () => CHANGES.every((name, i) => members[name] === watching[i]);
  return () => {
    if (known === undefined || !isWatched()) known = entriesOf(stack);
    return known;
  };
});
