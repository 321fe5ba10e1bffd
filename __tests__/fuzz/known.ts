import { inspect } from 'node:util';

/** Parts of the stacks of faults that are being mended. To be empty, and then gone. */
const KNOWN: readonly string[] = ['restoreDamaged', 'addEventListener is not'];

export function isKnown(error: unknown): boolean {
  return KNOWN.some((part) => inspect(error).includes(part));
}
