import type { OperationInput, OperationName, OperationOutput } from '../model/operation-types.js';
import type { ToldCall } from './call-to-tell.js';

type Members = Record<string, unknown>;

/** What CloudTrail shows of an operation. */
export interface Told<N extends OperationName> extends Telling<OperationInput<N>, OperationOutput<N>> {
  /** Members of the request, in this order; all others are never shown. */
  readonly request: readonly (keyof OperationInput<N> & string)[];
  /** Members of the answer that `responseElements` shows. Default: it is null. */
  readonly response?: readonly (keyof OperationOutput<N> & string)[];
}

interface Telling<Input, Output> {
  /** What is shown where the caller left a member out. */
  defaults?(input: Input): Partial<Input>;
  /** Members of `responseElements` that are not in the answer. */
  alsoResponse?(call: ToldCall<Input, Output>): Members;
  /** ARNs of `resources`; undefined: it is absent. Default: those of the keys that the call had found, if any. */
  resources?(call: ToldCall<Input, Output>): readonly string[] | undefined;
  /** `additionalEventData`; members that are undefined are left out. */
  more?(call: ToldCall<Input, Output>): Members;
}

/** What is shown of any operation. */
export interface AnyTold extends Telling<object, object> {
  readonly request: readonly string[];
  readonly response?: readonly string[];
}
