import type { OperationName } from '../../src/model/operation.js';
import { refusal, type TestKms } from '../support/engine.js';

/**
 * How sure a fact is. `LS`: recorded from AWS by LocalStack's snapshot tests; `FL`: measured on AWS by floci's authors;
 * `IS`: quoted by users of AWS in public issues; `D`: AWS's documentation; `E`: only seen in emulators; `I`: inferred.
 */
export type Evidence = 'LS' | 'FL' | 'IS' | 'D' | 'E' | 'I';

/** What AWS KMS answers to a request. */
export interface Fact {
  /** Unique, kebab-case, begins with the group. */
  readonly id: string;
  readonly group: string;
  readonly operation: OperationName;
  /** The fact as a sentence, in AWS's words. */
  readonly says: string;
  readonly evidence: Evidence;
  /** Sets the scene, makes the request and gives its answer, or `refused(...)` for an error. */
  readonly run: (kms: TestKms) => Promise<unknown>;
  /** Compared with `toEqual`; asymmetric matchers allowed. */
  readonly expected: unknown;
}

/** The error as AWS sends it: `message` is undefined where there is none. */
export const refused: typeof refusal = refusal;
