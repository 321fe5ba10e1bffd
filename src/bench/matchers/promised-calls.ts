import type { OperationName } from '../../model/operation-types.js';
import { isPromise } from '../../ports/maybe-promise.js';
import type { RecordedCall } from '../calls/recorded-call.js';
import type { CallSource, MatcherContext, MatcherResult } from './matcher.js';

type Matcher = (this: MatcherContext, kms: unknown, ...given: never[]) => MatcherResult;

/** A matcher that waits where what it is given answers by promises. */
type Waiting<M extends Matcher> = M extends (this: MatcherContext, kms: unknown, ...given: infer Given) => MatcherResult
  ? (this: MatcherContext, kms: unknown, ...given: Given) => MatcherResult | Promise<MatcherResult>
  : never;

/** A world in another process tells its calls by these. */
interface PromisedCallSource {
  calls(): Promise<readonly RecordedCall[]>;
  countSends?(operation?: OperationName): Promise<number>;
}

/** Matchers of what a world received, made to take a world in another process as well. */
export function ofPromisesToo<Matchers extends Readonly<Record<string, Matcher>>>(
  matchers: Matchers,
): { readonly [Name in keyof Matchers]: Waiting<Matchers[Name]> } {
  const waiting = Object.entries(matchers).map(([name, matcher]) => [
    name,
    function receive(this: MatcherContext, kms: unknown, ...given: never[]) {
      const source = kms as Partial<CallSource> | null | undefined;
      const calls: unknown = typeof source?.calls === 'function' ? source.calls() : undefined;
      if (!isPromise(calls)) return matcher.call(this, kms, ...given);
      // What promises its calls promises its counts.
      return whenTold(kms as PromisedCallSource, (told) => matcher.call(this, told, ...given));
    },
  ]);
  // Each has the name and the parameters of its own.
  return Object.fromEntries(waiting);
}

/** Asks for the counts that the matcher turns out to need, until it has them all. */
async function whenTold(
  source: PromisedCallSource,
  match: (told: CallSource) => MatcherResult,
): Promise<MatcherResult> {
  const calls = await source.calls();
  const counts = new Map<OperationName | undefined, number>();
  for (let wanted: (OperationName | undefined)[] = [undefined]; ; ) {
    for (const operation of wanted) counts.set(operation, (await source.countSends?.(operation)) ?? 0);
    wanted = [];
    const result = match({
      calls: () => calls,
      countSends(operation) {
        const count = counts.get(operation);
        if (count === undefined) wanted.push(operation);
        return count ?? 0;
      },
    });
    if (wanted.length === 0) return result;
  }
}
