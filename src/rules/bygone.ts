import type { Call } from '../contract/call.js';

/**
 * A call does not survive that its world is reset or restored: what it would write belongs to a time that never was, such as
 * the test before. It ends as one that was aborted, which programs expect, the SDK does not retry, and no exception of AWS is.
 */
export function refuseBygone({ world, epoch, info }: Call): void {
  if (world.state.epoch === epoch) return;
  const error = new Error(`[localkms] ${info.operation} was under way when its world was reset or restored`);
  error.name = 'AbortError';
  throw error;
}
