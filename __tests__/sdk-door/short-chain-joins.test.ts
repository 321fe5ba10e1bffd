import { constructStack } from '@smithy/middleware-stack';
import type { MiddlewareStack as SdkStack } from '@smithy/types';
import { shortenChains } from '../../src/sdk-door/short-chain.js';
import type { MiddlewareStack } from '../../src/sdk-door/stack.js';

const ANSWERED = 'answered';

/** An SDK as old as that has stacks that cannot be asked whether they identify. */
function stackOfSdk(identifies: boolean): SdkStack<object, object> {
  const stack = constructStack<object, object>();
  return identifies ? stack : ({ ...stack, identifyOnResolve: undefined } as never);
}

/** A shortened stack that counts how often the SDK joins it with a command's. */
function counted({ answers = true, identifies = true } = {}) {
  const ran: string[] = [];
  const noting = (what: string) => (next: (args: never) => unknown) => async (args: never) => {
    ran.push(what);
    return next(args);
  };
  const answer = () => async () => ({ response: ran.push(ANSWERED), output: {} });
  const [stack, command] = [stackOfSdk(identifies), stackOfSdk(identifies)];
  stack.add(answer, { name: ANSWERED, step: 'serialize', priority: 'high' });
  let joined = 0;
  const { concat } = stack;
  stack.concat = (from) => {
    joined++;
    return concat(from);
  };
  shortenChains(stack as unknown as MiddlewareStack, ANSWERED, () => answers);
  function add(what: string, options: object): void {
    if ('toMiddleware' in options) stack.addRelativeTo(noting(what) as never, options as never);
    else stack.add(noting(what) as never, options as never);
  }
  async function call() {
    const both = stack.concat(command);
    await both.resolve(async () => ({ response: ran.push('sent'), output: {} }), {})({ input: {} });
    // In a box: whoever awaits it would look for its `then`.
    return { both };
  }
  return { stack, answer, add, call, told: () => ({ joined, ran }) };
}

const LATE = { step: 'build', name: 'late' };

describe('the stacks of a client and a command are not joined', () => {
  it.each([
    ['for entries without a name', ['0', '1'], [{ step: 'initialize', priority: 'high' }, { step: 'initialize' }]],
    ['for an entry beside a later one', [], [{ relation: 'after', toMiddleware: 'late' }, LATE]],
    [
      'for an entry beside one beside a later one',
      [],
      [{ relation: 'after', toMiddleware: 'b' }, { relation: 'before', toMiddleware: 'late', name: 'b' }, LATE],
    ],
  ])('%s', async (_, first, entries) => {
    const { add, call, told } = counted();
    for (const [i, options] of entries.entries()) add(`${i}`, options);
    const { both } = await call();
    expect(told()).toEqual({ joined: 0, ran: [...first, ANSWERED] });
    // Whoever looks into the stack sees the SDK's, and it runs from then on.
    expect(both.identify()).toContain(`${ANSWERED} - serialize`);
    expect(told().joined).toBe(1);
  });

  it('where no identifyOnResolve can be asked', async () => {
    const { call, told } = counted({ identifies: false });
    await call();
    expect(told()).toEqual({ joined: 0, ran: [ANSWERED] });
  });
});

describe('the stacks of a client and a command are joined', () => {
  it('for a call that localkms does not answer', async () => {
    const { call, told } = counted({ answers: false });
    await call();
    expect(told()).toEqual({ joined: 1, ran: [ANSWERED] });
  });

  it('where the entry of localkms has gone', async () => {
    const { stack, call, told } = counted();
    stack.remove(ANSWERED);
    await call();
    expect(told()).toEqual({ joined: 1, ran: ['sent'] });
  });

  it('where the entry of localkms has no step', async () => {
    const { stack, answer, add, call, told } = counted();
    stack.remove(ANSWERED);
    add('late', LATE);
    stack.addRelativeTo(answer, { name: ANSWERED, relation: 'after', toMiddleware: 'late' });
    await call();
    expect(told()).toEqual({ joined: 1, ran: ['late', ANSWERED] });
  });
});

it('a stack is shortened once, however often localkms is attached', () => {
  const { stack } = counted();
  const { concat } = stack;
  shortenChains(stack as unknown as MiddlewareStack, ANSWERED, () => true);
  expect(stack.concat).toBe(concat);
});
