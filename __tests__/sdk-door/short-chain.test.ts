import { types } from 'node:util';
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { constructStack } from '@smithy/middleware-stack';
import type { MiddlewareStack as SdkStack } from '@smithy/types';
import fc from 'fast-check';
import { localKms } from '../../src/index.js';
import { shortenChains } from '../../src/sdk-door/short-chain.js';
import type { MiddlewareStack } from '../../src/sdk-door/stack.js';
import { clientOf, newKeyId } from './support.js';

const ANSWERED = 'answered';

interface Entry {
  readonly id: string;
  readonly options: Record<string, unknown>;
}

/** Names out of few, so that they meet. */
const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const names = fc.record(
  { name: fc.option(name, { nil: undefined }), aliases: fc.array(name, { maxLength: 2 }), override: fc.boolean() },
  { requiredKeys: [] },
);
const priority = fc.constantFrom('high', 'normal', 'low');
const step = fc.constantFrom('initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize');
const absolute = fc.tuple(names, step, priority).map(([given, step, priority]) => ({ ...given, step, priority }));
// The SDK's own entries that are placed beside others have a step too, which counts for nothing.
const relative = fc
  .tuple(
    names,
    fc.record({ step, priority }, { requiredKeys: [] }),
    fc.constantFrom('before', 'after'),
    fc.oneof(name, fc.constant(ANSWERED)),
  )
  .map(([given, place, relation, toMiddleware]) => ({ ...given, ...place, relation, toMiddleware }));
const entries = fc
  .array(fc.oneof({ weight: 3, arbitrary: absolute }, { weight: 1, arbitrary: relative }), { maxLength: 5 })
  .map((list) => list.map((options, i): Entry => ({ id: `${i}`, options })));

/** A stack of the SDK with these entries; those that it refuses to add are left out. */
function stackOf(owner: string, list: readonly Entry[], ran: string[]): SdkStack<object, object> {
  const stack = constructStack<object, object>();
  addTo(stack, owner, list, ran);
  return stack;
}

function addTo(stack: SdkStack<object, object>, owner: string, list: readonly Entry[], ran: string[]): void {
  for (const { id, options } of list) {
    const middleware = (next: (args: never) => unknown) => async (args: never) => {
      ran.push(`${owner} ${id}`);
      return next(args);
    };
    try {
      if ('toMiddleware' in options) stack.addRelativeTo(middleware as never, options as never);
      else stack.add(middleware as never, options as never);
    } catch {}
  }
}

/** What is done to a client's stack between two calls, and another command that comes between them. */
interface Change {
  readonly removed: readonly string[];
  readonly added: readonly Entry[];
  readonly other: readonly Entry[];
}

/** What runs for calls before and after a change, in order, or why the SDK refuses to chain. */
async function runs(client: readonly Entry[], command: readonly Entry[], change: Change, shorten: boolean) {
  const { removed, added, other } = change;
  const ran: string[] = [];
  const stack = stackOf('client', client, ran);
  const answer = async () => ({ response: ran.push(ANSWERED), output: {} });
  stack.add(() => answer, { name: ANSWERED, step: 'serialize', priority: 'high', override: true });
  if (shorten) shortenChains(stack as unknown as MiddlewareStack, ANSWERED, () => true);
  const short: boolean[] = [];
  async function call(list: readonly Entry[]): Promise<string[]> {
    ran.length = 0;
    try {
      const both = stack.concat(stackOf('command', list, ran));
      short.push(types.isProxy(both));
      await both.resolve(async () => ({ response: ran.push('sent'), output: {} }), {})({ input: {} });
      return [...ran];
    } catch (error) {
      return [String(error)];
    }
  }
  const before = [await call(command), await call(command), await call(other), await call(command)];
  for (const name of removed) stack.remove(name);
  addTo(stack, 'added', added, ran);
  return { ran: [...before, await call(command)], short };
}

describe('chains that are shortened', () => {
  it('are those of a client that nobody changed', async () => {
    const { client, chains } = watched();
    await client.send(new ListKeysCommand({}));
    expect(chains()).toEqual([true]);
  });

  it('are whole where something is placed beside localkms or beside the initialize step', async () => {
    for (const toMiddleware of ['localKms', 'loggerMiddleware']) {
      const { client, chains } = watched();
      const seen = jest.fn();
      client.middlewareStack.addRelativeTo(
        (next: (args: never) => unknown) => async (args: { input: object }) => {
          seen(args.input);
          return next(args as never) as never;
        },
        { relation: 'before', toMiddleware },
      );
      await client.send(new ListKeysCommand({ Limit: 7 }));
      expect(chains()).toEqual([false]);
      expect(seen).toHaveBeenCalledWith({ Limit: 7 });
    }
  });

  it('are whole again once the plugin is removed', async () => {
    const { client, chains } = watched();
    client.middlewareStack.remove('localKms');
    client.middlewareStack.add(() => async () => ({ output: { $metadata: {} }, response: {} }), {
      step: 'serialize',
      priority: 'high',
    });
    expect(await client.send(new ListKeysCommand({}))).toEqual({ $metadata: {} });
    expect(chains()).toEqual([false]);
  });

  it('hold the world that was attached last', async () => {
    const [first, second] = [localKms(), localKms()];
    const { client, chains } = watched(first);
    await newKeyId(client);
    second.attach(client);
    const KeyId = await newKeyId(client);
    expect(chains()).toEqual([true, true]);
    expect(first.findKey(KeyId)).toBeUndefined();
    expect(second.key(KeyId).KeyId).toBe(KeyId);
  });

  it('are left to the SDK where its concat is wrapped already', async () => {
    const client = new KMSClient({});
    const spy = jest.spyOn(client.middlewareStack, 'concat');
    localKms().attach(client);
    await client.send(new ListKeysCommand({}));
    expect(spy).toHaveBeenCalledTimes(1);
    expect(types.isProxy(spy.mock.results[0]?.value)).toBe(false);
  });

  it('see what a spy saw added that is gone since', async () => {
    const client = new KMSClient({ region: 'us-east-1' });
    const spy = jest.spyOn(client.middlewareStack, 'add');
    localKms().attach(client);
    await client.send(new ListKeysCommand({}));
    await client.send(new ListKeysCommand({}));
    spy.mockRestore();
    const seen = jest.fn();
    client.middlewareStack.add((next) => async (args) => {
      seen(args.input);
      return next(args);
    });
    await client.send(new ListKeysCommand({ Limit: 7 }));
    expect(seen.mock.calls).toEqual([[{ Limit: 7 }]]);
  });

  it('read as whole stacks, and stay whole once they were looked into', async () => {
    const ran: string[] = [];
    const client = stackOf('client', [{ id: 'build', options: { name: 'a', step: 'build' } }], ran);
    client.add(() => async () => ({ response: ran.push(ANSWERED), output: {} }), {
      name: ANSWERED,
      step: 'serialize',
      priority: 'high',
    });
    shortenChains(client as unknown as MiddlewareStack, ANSWERED, () => true);
    const both = client.concat(stackOf('command', [{ id: 'deserialize', options: { step: 'deserialize' } }], ran));
    expect(types.isProxy(both)).toBe(true);
    expect(both.identify()).toEqual([`${ANSWERED} - serialize`, 'a - build', 'anonymous - deserialize']);
    both.remove(ANSWERED);
    await both.resolve(async () => ({ response: ran.push('sent'), output: {} }), {})({ input: {} });
    expect(ran).toEqual(['client build', 'command deserialize', 'sent']);
  });

  it('print what identifyOnResolve asks for', async () => {
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    const { client, chains } = watched();
    client.middlewareStack.identifyOnResolve(true);
    await client.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
    expect(chains()).toEqual([false]);
    expect(log).toHaveBeenCalledWith(expect.arrayContaining(['localKms - serialize']));
    log.mockRestore();
  });

  it('run just what the SDK would have run, in its order', async () => {
    const short: boolean[] = [];
    const change = fc.record({ removed: fc.array(name, { maxLength: 2 }), added: entries, other: entries });
    await fc.assert(
      fc.asyncProperty(entries, entries, change, async (client, command, change) => {
        const shortened = await runs(client, command, change, true);
        const whole = await runs(client, command, change, false);
        expect(shortened.ran).toEqual(whole.ran);
        short.push(...shortened.short);
      }),
      { numRuns: 2000 },
    );
    // Both ways were taken.
    const share = short.filter(Boolean).length / short.length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.9);
  });
});

/** A client, and whether each chain it made was short. */
function watched(kms = localKms()) {
  const client = clientOf(kms);
  const concat = jest.spyOn(client.middlewareStack, 'concat');
  return { client, chains: () => concat.mock.results.map(({ value }) => types.isProxy(value)) };
}
