import type { CallHooks, CallInfo } from '../../contract/hooks.js';
import type { RandomSource } from '../../ports/random.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { KeyArnOf } from '../keys.js';
import { type Fault, type FaultRule, faultRule } from './fault-rule.js';

/** Faults that a test wants to see its code meet. They pass through the SDK's own retry, like any answer of AWS. */
export interface Faults {
  /** Adds a fault; the function returned takes it away again. Throws a TypeError for a fault that cannot be. */
  add(fault: Fault): () => void;
  /** Takes all faults away. */
  clear(): void;
}

interface ActiveFault {
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

  return {
    faults: {
      add(fault) {
        const added: ActiveFault = { rule: faultRule(fault), seen: 0, met: 0 };
        active.add(added);
        return () => {
          active.delete(added);
        };
      },
      clear: () => active.clear(),
    },
    hooks: { before: (call) => strike(call), keysFound: strike },
  };
}

/** From 0 up to, but not, 1. */
function fraction(random: RandomSource): number {
  const [a, b, c] = random.bytes(3, 'fault') as unknown as [number, number, number];
  return (a * 65536 + b * 256 + c) / 0x1000000;
}

/** The timer goes when the call is aborted; the door ends the call. A signal that outlives the call is let go of. */
function delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
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
