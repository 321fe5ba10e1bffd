import { callLog } from '../../src/bench/calls/calls.js';
import type { CallInfo } from '../../src/contract/hooks.js';

describe('callLog', () => {
  const info = (operation: string, input: object, attempt = 1) =>
    ({ operation, input, attempt, caller: { principal: 'p', scope: {} } }) as CallInfo;
  const all = () => true;
  const textOf = (length: number) => 'x'.repeat(length);

  it('holds no more bytes and characters than it may, names and messages included, whatever the outcome', () => {
    const { hooks, calls } = callLog({ now: () => 0 }, 1000, 130);
    const inputs = () => calls(all).map(({ input }) => (Object.values(input)[0] as string | Uint8Array).length);
    for (const bytes of [40, 41, 42]) {
      const call = info('Encrypt', { Plaintext: new Uint8Array(bytes) });
      void hooks.before?.(call);
      hooks.after?.(call, { keys: [], error: new Error('refused') });
    }
    expect(inputs()).toEqual([41, 42]);

    const text = info('Encrypt', { KeyId: textOf(50) });
    void hooks.before?.(text);
    expect(inputs()).toEqual([42, 50]);
    hooks.after?.(text, { keys: [], output: { CiphertextBlob: new Uint8Array(9) } });
    expect(inputs()).toEqual([50]);
  });

  it.each<[string, object, Error | undefined]>([
    ['names of members', { EncryptionContext: { [textOf(60)]: '1' } }, undefined],
    ['numbers in a list', { Limit: new Array(8).fill(1) }, undefined],
    ['messages', {}, new Error(textOf(60))],
  ])('counts %s', (_what, input, error) => {
    const { hooks, calls } = callLog({ now: () => 0 }, 1000, 130);
    for (let made = 0; made < 4; made++) {
      const call = info('Encrypt', input);
      void hooks.before?.(call);
      hooks.after?.(call, { keys: [], ...(error === undefined ? { output: {} } : { error }) });
    }
    expect(calls(all).length).toBeLessThan(3);
  });

  it('keeps the latest call, however large', () => {
    const { hooks, calls } = callLog({ now: () => 0 }, 1000, 10);
    for (const length of [11, 12]) void hooks.before?.(info('Encrypt', { KeyId: textOf(length) }));
    expect(calls(all).map(({ input }) => input.KeyId)).toEqual([textOf(12)]);
  });

  it('does not count what it has forgotten', () => {
    const { hooks, calls, clear } = callLog({ now: () => 0 }, 2, 100);
    const old = info('Decrypt', {});
    void hooks.before?.(old);
    clear();
    const next = [info('Encrypt', { KeyId: textOf(40) }), info('Encrypt', { KeyId: textOf(50) })];
    for (const call of next) void hooks.before?.(call);
    hooks.after?.(old, { keys: [], output: { Plaintext: new Uint8Array(90) } });
    expect(calls(all)).toHaveLength(2);
  });

  it('counts sends, also those that it no longer has, until it is cleared', () => {
    const { hooks, calls, countSends, clear } = callLog({ now: () => 0 }, 2);
    for (let at = 0; at < 5000; at++) void hooks.before?.(info('Encrypt', {}));
    void hooks.before?.(info('Encrypt', {}, 2));
    void hooks.before?.(info('Decrypt', {}));
    expect(calls(all).map(({ operation }) => operation)).toEqual(['Encrypt', 'Decrypt']);
    expect([countSends('Encrypt'), countSends('Decrypt'), countSends('Sign'), countSends()]).toEqual([
      5000, 1, 0, 5001,
    ]);
    clear();
    expect([countSends('Encrypt'), countSends()]).toEqual([0, 0]);
  });
});
