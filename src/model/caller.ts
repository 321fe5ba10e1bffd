import type { Scope } from './arn.js';

/** Who calls, and where the call arrives. */
export interface Caller {
  readonly scope: Scope;
  /** ARN of the calling principal, or the name of an AWS service, as error messages and events show it. */
  readonly principal: string;
  /** Policies that the session was made with, as JSON text: they limit what its role or user may do. */
  readonly sessionPolicies?: readonly string[];
  /** How the call came; absent: straight from the caller. */
  readonly origin?: CallOrigin;
}

/** How a call reached AWS KMS, beside who calls and what is asked. */
export interface CallOrigin {
  /** The AWS service that calls on behalf of the caller, as in `s3`: a forward access session. */
  readonly via?: string;
  /** The resource for which an AWS service calls. */
  readonly sourceArn?: string;
  /** The VPC endpoint that the call came through. */
  readonly vpcEndpoint?: VpcEndpoint;
  /** Further condition keys, which only the test can tell: `{ 'aws:SourceIp': '203.0.113.5' }`. */
  readonly context?: Readonly<Record<string, ContextValue>>;
}

export interface VpcEndpoint {
  /** As in `vpce-0a1b2c3d4e5f67890`. */
  readonly id: string;
  /** Its endpoint policy, as JSON text; absent: it lets everything through. */
  readonly policy?: string;
}

/** What a request has under a condition key: a list where the key is one of several values. */
export type ContextValue = string | readonly string[];
