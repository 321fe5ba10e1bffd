import type { KMS, KMSClient } from '@aws-sdk/client-kms';

type Method = Exclude<keyof KMS, keyof KMSClient | `paginate${string}` | `waitUntil${string}`>;

/** The operations of AWS KMS, spelt as AWS spells them; read off the SDK, so a misspelt one does not compile. */
export type OperationName = Capitalize<Method>;

// The SDK types errors and options of its callbacks with `any`; inference needs the same.
type Signature<N extends OperationName> = KMS[Uncapitalize<N>] extends (
  input: infer Input,
  options: any,
  callback: (error: any, output?: infer Output) => void,
) => void
  ? { input: Input; output: Omit<Output, '$metadata'> }
  : never;

export type OperationInput<N extends OperationName> = Signature<N>['input'];
export type OperationOutput<N extends OperationName> = Signature<N>['output'];
