import { constructStack } from '@smithy/middleware-stack';
import type { MiddlewareStack } from '../../src/sdk-door/stack.js';
import { entriesUntilChanged, findMiddleware } from '../../src/sdk-door/stack-entries.js';

const [one, other] = [() => async () => ({}), () => async () => ({})];

function stackWith(middleware: unknown, options: object): MiddlewareStack {
  const stack = constructStack() as unknown as MiddlewareStack;
  stack.add(middleware as never, options as never);
  return stack;
}

describe('findMiddleware', () => {
  it('finds the middleware of a name in any of the stacks, the last one where there are several', () => {
    const [first, last] = [stackWith(one, { name: 'a' }), stackWith(other, { name: 'a' })];
    expect(findMiddleware('a', first, undefined)).toBe(one);
    expect(findMiddleware('a', undefined, first, last)).toBe(other);
    expect(findMiddleware('b', first, undefined, last)).toBeUndefined();
  });
});

describe('entriesUntilChanged', () => {
  const changes: readonly (readonly [string, (stack: MiddlewareStack) => unknown])[] = [
    ['add', (stack) => stack.add(other as never, { name: 'b' } as never)],
    [
      'addRelativeTo',
      (stack) => stack.addRelativeTo(other as never, { relation: 'after', toMiddleware: 'a' } as never),
    ],
    ['remove', (stack) => (stack as never as { remove(name: string): boolean }).remove('a')],
    ['removeByTag', (stack) => (stack as never as { removeByTag(tag: string): boolean }).removeByTag('tag')],
  ];

  it.each(changes)('reads a stack once, and again after %s', (_, change) => {
    const stack = stackWith(one, { name: 'a', tags: ['tag'] });
    const entries = entriesUntilChanged(stack);
    const before = entries();
    expect(before.map(({ middleware }) => middleware)).toEqual([one]);
    expect(entries()).toBe(before);
    change(stack);
    const after = entries();
    expect(after.length).not.toBe(1);
    expect(entries()).toBe(after);
  });

  it.each(changes)('notices changes also where a spy on %s has come and gone', (name, change) => {
    const stack = stackWith(one, { name: 'a', tags: ['tag'] });
    const unwatched = Reflect.get(stack, name);
    const entries = entriesUntilChanged(stack);
    expect(entries()).toHaveLength(1);
    Reflect.set(stack, name, unwatched);
    change(stack);
    expect(entries()).not.toHaveLength(1);
  });
});
