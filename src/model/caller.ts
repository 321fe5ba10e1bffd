import type { Scope } from './arn.js';

/** Who calls, and where the call arrives. */
export interface Caller {
  readonly scope: Scope;
  /** ARN of the calling principal, as error messages and events show it. */
  readonly principal: string;
}
