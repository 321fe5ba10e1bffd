import type { KMS, KMSClient } from '@aws-sdk/client-kms';

/** The operations of AWS KMS, spelt as AWS spells them; read off the SDK, so a misspelt one does not compile. */
export type OperationName = Capitalize<
  Exclude<keyof KMS, keyof KMSClient | `paginate${string}` | `waitUntil${string}`>
>;

// Of the three overloads of a method, inference reads the last: the one with options and a callback.
export type Signature<N extends OperationName> = KMS[Uncapitalize<N>] extends (
  input: infer Input,
  options: never,
  callback: (error: unknown, output?: infer Output) => void,
) => void
  ? { input: Input; output: Omit<Output, '$metadata'> }
  : never;

export type OperationInput<N extends OperationName> = Signature<N>['input'];
export type OperationOutput<N extends OperationName> = Signature<N>['output'];
