import { checkCaller } from '#seeds';
import { type CallerIn, callerOf, isPlain } from '../options/callers.js';
import { ownMembers } from '../options/checks.js';
import type { CallerPlaceOptions } from '../options/options.js';
import { isPromise } from '../ports/maybe-promise.js';
import type { Watch } from './call-hooks.js';

/** The caller that options tell of, checked: at once, but in a browser before the next call of the world is answered. */
export function visitor(
  watch: Watch,
  given: CallerPlaceOptions,
  path: string,
  accountPath = `${path}.accountId`,
): CallerIn {
  const options = ownMembers(given);
  const checking = isPlain(options) ? undefined : checkCaller(options, path);
  if (isPromise(checking)) {
    const stop = watch({ before: () => checking });
    checking.then(stop, () => {});
  }
  return callerOf(options, accountPath);
}
