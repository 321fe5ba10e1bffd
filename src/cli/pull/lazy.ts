// What the command loads to read an account.

/** For `localkms pull`: the caller's own SDK, a peer dependency that `serve` does without. */
export function loadKmsClient(): Promise<typeof import('@aws-sdk/client-kms')> {
  return import('@aws-sdk/client-kms');
}
