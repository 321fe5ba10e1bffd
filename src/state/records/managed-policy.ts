/** A managed policy of IAM, or a policy of AWS Organizations. */
export interface ManagedPolicyRecord {
  readonly Arn: string;
  /** JSON text. */
  readonly PolicyDocument: string;
}
