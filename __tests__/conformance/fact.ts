import type { OperationName } from '../../src/model/operation-types.js';
import { refusal, type TestKms } from '../support/engine.js';
import type { Source } from './source.js';

/** What AWS KMS answers to a request. */
export interface Fact {
  /** Unique, kebab-case, begins with the group. */
  readonly id: string;
  readonly group: string;
  readonly operation: OperationName;
  /** The fact as a sentence, in AWS's words. */
  readonly says: string;
  /** Where others can check it. */
  readonly source: Source;
  /** Sets the scene, makes the request and gives its answer, or `refused(...)` for an error. */
  readonly run: (kms: TestKms) => Promise<unknown>;
  /** Of what no request over HTTP can tell: through which service or VPC endpoint it came. */
  readonly inProcess?: true;
  /** What the answer equals; may hold the matchers of `matchers.ts`. */
  readonly expected: unknown;
}

/** The error as AWS sends it: `message` is undefined where there is none. */
export const refused: typeof refusal = refusal;
