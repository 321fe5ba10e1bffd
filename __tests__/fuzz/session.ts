import { isDeepStrictEqual } from 'node:util';
import type { LocalKms } from '../../src/index.js';
import { EXCEPTIONS } from '../../src/model/exceptions.js';
import { signalFor } from './abort.js';
import type { Action, Deed, PlannedCall } from './actions.js';
import { type BaseWorld, newFuzzWorld } from './base-world.js';
import { carryOut } from './deeds.js';
import { enliven } from './enliven.js';
import { checkWorld } from './invariants.js';
import { type Earlier, OwnError } from './odd.js';
import { type Place, type Send, senderAt } from './places.js';
import type { Totals } from './totals.js';

/** Only an abort or an end of time brings a call back that takes longer than this. */
const LONGEST_CALL_MS = 60_000;

/** What is carried out in one world. */
export interface Session {
  readonly actions: readonly Action[];
  /** How many calls the world remembers. */
  readonly calls: number | undefined;
  /** Whether it is looked whether refused calls have changed anything, which makes the world forget how to go back cheaply. */
  readonly watched: boolean;
}

/** Throws where anything comes out that must not. */
export async function runSession({ actions, calls, watched }: Session, base: BaseWorld, totals: Totals): Promise<void> {
  const kms = newFuzzWorld(calls);
  kms.restore(base.snapshot);
  const shared = new AbortController().signal;
  const senders = new Map<Place, Send>();
  const given = new Map<string, unknown[]>();
  let faulty = false;

  function earlierOf({ earlier, back, otherwise }: Earlier): unknown {
    const values = given.get(earlier) ?? [];
    return values.length === 0 ? otherwise : values[values.length - 1 - (back % values.length)];
  }

  function keep(value: unknown, depth = 0): void {
    if (depth > 3 || typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    for (const [member, inner] of Object.entries(value)) {
      if (inner instanceof Uint8Array && inner.byteLength !== inner.buffer.byteLength) {
        throw new Error(`${member} of an output shares its memory with others`);
      }
      if (typeof inner === 'string' || inner instanceof Uint8Array) {
        given.set(member, [...(given.get(member) ?? []).slice(-20), inner]);
      }
      keep(inner, depth + 1);
    }
  }

  async function send({ operation, place, input, abort }: PlannedCall): Promise<'answered' | 'refused'> {
    const by = senders.get(place) ?? senderAt(kms, place);
    senders.set(place, by);
    const { options, mayAbort } = signalFor(abort, shared);
    totals.calls++;
    const started = performance.now();
    try {
      const output = await inTime(by(operation, enliven(input, earlierOf), options), operation);
      totals.answered++;
      keep(output);
      return 'answered';
    } catch (error) {
      totals.note(allowed(error, { mayAbort, faulty }));
      return 'refused';
    } finally {
      totals.spent(operation, performance.now() - started);
    }
  }

  /** Alone, so that whatever has changed was changed by it. */
  async function sendWatched(call: PlannedCall): Promise<void> {
    const before = recordsOf(kms);
    if ((await send(call)) === 'refused' && !isDeepStrictEqual(recordsOf(kms), before)) {
      throw new Error(`${call.operation} was refused and has changed something`);
    }
  }

  function deed(action: Deed): void {
    carryOut(action.does, kms, enliven('value' in action ? action.value : undefined, earlierOf), base.snapshot);
    // One that was refused counts too: it is no matter.
    if (action.does === 'addFault') faulty = true;
  }

  for (const action of actions) {
    if ('call' in action) await (watched && !faulty ? sendWatched(action.call) : send(action.call));
    else if ('atOnce' in action) {
      const calls = action.atOnce.map(send);
      if (action.meanwhile !== undefined) deed(action.meanwhile);
      for (const outcome of await Promise.allSettled(calls)) if (outcome.status === 'rejected') throw outcome.reason;
    } else deed(action);
  }
  await checkWorld(kms, shared);
}

/** The name of an error that may come out of a call; throws any other. */
function allowed(error: unknown, { mayAbort, faulty }: { mayAbort: boolean; faulty: boolean }): string {
  if (error instanceof OwnError) return error.name;
  const { name, code, $metadata } = error as { name?: unknown; code?: string; $metadata?: object };
  if (!(error instanceof Error) || typeof name !== 'string')
    throw new Error('what was thrown is no Error', { cause: error });
  if (name === 'AbortError' && mayAbort) return name;
  if (faulty && (name === 'TimeoutError' || code === 'ECONNRESET' || code === 'ETIMEDOUT')) return code ?? name;
  if (EXCEPTIONS.includes(name) && $metadata !== undefined && (faulty || name !== 'KMSInternalException')) return name;
  throw error;
}

async function inTime<T>(call: Promise<T>, operation: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${operation} does not answer`)), LONGEST_CALL_MS);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** All records but AWS managed keys, which naming one of their aliases makes, whatever becomes of the call. */
function recordsOf(kms: LocalKms): unknown {
  // What has become due by now is not for the next call to answer for.
  kms.keys();
  const { tables } = kms.snapshot().state as { tables: Record<string, [number, Record<string, unknown>][]> };
  return Object.entries(tables).map(([name, rows]) => [
    name,
    rows.filter(
      ([, record]) => record.KeyManager !== 'AWS' && !String(record.AliasName ?? '').startsWith('alias/aws/'),
    ),
  ]);
}
