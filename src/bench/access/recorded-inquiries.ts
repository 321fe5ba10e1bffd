import type { World } from '../../contract/world.js';
import { inquire } from '../../engine.js';
import { KmsFault } from '../../model/fault.js';
import type { Inquiry } from '../../pipeline/access/inquire.js';
import type { Entry } from '../calls/recorded-call.js';

/** A recorded call, and what is decided about it in a world, or why nothing can be: its keys are no longer there. */
export interface RecordedInquiry {
  readonly entry: Entry;
  readonly inquiry: Inquiry | undefined;
  readonly fault?: KmsFault;
}

/** Asks again about calls that were made. Those whose input could not be never came to policies. */
export async function inquiriesOf(world: World, entries: readonly Entry[]): Promise<readonly RecordedInquiry[]> {
  const all: RecordedInquiry[] = [];
  for (const entry of entries) if (entry.valid) all.push({ entry, ...(await inquiryOf(world, entry)) });
  return all;
}

async function inquiryOf(world: World, entry: Entry): Promise<Omit<RecordedInquiry, 'entry'>> {
  const { operation, caller, requestId, sendId, attempt, input } = entry;
  const info = { operation, caller, requestId, sendId, attempt, input: { ...input }, signal: undefined };
  try {
    return { inquiry: await inquire(world, info) };
  } catch (error) {
    if (error instanceof KmsFault) return { inquiry: undefined, fault: error };
    throw error;
  }
}
