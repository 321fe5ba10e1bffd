/** A policy of an identity or account: a managed one by its ARN, or an inline one, its document as JSON text. */
export type AttachedPolicyRecord =
  | { readonly PolicyArn: string }
  | { readonly PolicyName: string; readonly PolicyDocument: string };
