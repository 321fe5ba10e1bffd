import type { CallHooks, CallInfo } from '../../contract/hooks.js';
import type { RandomSource } from '../../ports/random-source.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { KeyArnOf } from '../keys.js';
import { describeFault } from './describe-fault.js';
import { type Fault, type FaultRule, faultRule } from './fault-rule.js';

/** Faults that a test wants to see its code meet. They pass through the SDK's own retry, like any answer of AWS. */
export interface Faults {
  /** Adds a fault; the function returned takes it away again. Throws a TypeError for a fault that cannot be. */
  add(fault: Fault): () => void;
  /** Takes all faults away. */
  clear(): void;
  /** The faults that are there and have struck no call yet, oldest first. */
  pending(): PendingFault[];
  /**
   * For the end of a test: a fault that nothing met is a test that shows nothing.
   *
   * @example
   * kms.faults.add({ operation: 'Decrypt', nth: 2, error: 'KMSInternalException' });
   * // … what calls Decrypt once only
   * kms.faults.assertAllMet();
   * // Error: [localkms] 1 fault has struck no call:
   * //   1. Decrypt, call 2: KMSInternalException (1 call of that kind so far)
   *
   * @throws Error that lists the faults which struck no call
   */
  assertAllMet(): void;
}

/** A fault that has struck no call. */
export interface PendingFault {
  readonly fault: Fault;
  /** Calls so far of such operations, with such a key. */
  readonly matched: number;
  /** Both in a line. */
  readonly description: string;
}

interface ActiveFault {
  readonly fault: Fault;
  readonly rule: FaultRule;
  /** Matching calls so far, and how many of them met the fault. */
  seen: number;
  met: number;
}

/** What the faults need to know of the world. */
export interface FaultPorts {
  readonly random: RandomSource;
  readonly keyArnOf: KeyArnOf;
}

export interface FaultInjection {
  readonly faults: Faults;
  readonly hooks: Required<Pick<CallHooks, 'before' | 'keysFound'>>;
}

export function faultInjection({ random, keyArnOf }: FaultPorts): FaultInjection {
  const active = new Set<ActiveFault>();

  function meets(fault: ActiveFault, call: CallInfo): boolean {
    const { operations, first, times, probability } = fault.rule;
    if (operations !== undefined && !operations.has(call.operation)) return false;
    fault.seen++;
    if (fault.seen < first || fault.met >= times) return false;
    if (probability < 1 && fraction(random) >= probability) return false;
    fault.met++;
    return true;
  }

  async function inject(faults: readonly ActiveFault[], call: CallInfo): Promise<void> {
    for (const { rule } of faults) {
      if (rule.hang) await new Promise<never>(() => {});
      if (rule.delay > 0) await delay(rule.delay, call.signal);
      if (rule.makeError !== undefined) throw rule.makeError();
    }
  }

  /** A fault for the calls with one key strikes once their keys are known, any other before. */
  function concerns({ keyId }: FaultRule, call: CallInfo, keys: readonly KeyRecord[] | undefined): boolean {
    if (keyId === undefined) return keys === undefined;
    return keys?.some(({ Arn }) => Arn === keyArnOf(keyId, call)) ?? false;
  }

  function strike(call: CallInfo, keys?: readonly KeyRecord[]): Promise<void> | undefined {
    if (active.size === 0) return undefined;
    const faults = [...active].filter((fault) => concerns(fault.rule, call, keys) && meets(fault, call));
    return faults.length === 0 ? undefined : inject(faults, call);
  }

  function pending(): PendingFault[] {
    return [...active].filter(({ met }) => met === 0).map(pendingFault);
  }

  return {
    faults: {
      add(fault) {
        const added: ActiveFault = { fault, rule: faultRule(fault), seen: 0, met: 0 };
        active.add(added);
        return () => {
          active.delete(added);
        };
      },
      clear: () => active.clear(),
      pending,
      assertAllMet() {
        const unmet = pending().map(({ description }, at) => `  ${at + 1}. ${description}`);
        if (unmet.length === 0) return;
        const faults = unmet.length === 1 ? '1 fault has' : `${unmet.length} faults have`;
        throw new Error(`[localkms] ${faults} struck no call:\n${unmet.join('\n')}`);
      },
    },
    hooks: { before: (call) => strike(call), keysFound: strike },
  };
}

function pendingFault({ fault, seen }: ActiveFault): PendingFault {
  const calls = seen === 1 ? '1 call' : `${seen === 0 ? 'no' : seen} calls`;
  return { fault, matched: seen, description: `${describeFault(fault)} (${calls} of that kind so far)` };
}

/** From 0 up to, but not, 1. */
function fraction(random: RandomSource): number {
  const [a = 0, b = 0, c = 0] = random.bytes(3, 'fault');
  return (a * 65536 + b * 256 + c) / 0x1000000;
}

/** The timer goes when the call is aborted; the door ends the call. A signal that outlives the call is let go of. */
function delay(milliseconds: number, signal: CallInfo['signal']): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    function stop(): void {
      clearTimeout(timer);
    }
    signal?.addEventListener('abort', stop, { once: true });
  });
}
