// What the command loads when it first needs it.

/** For `localkms pull`: the caller's own SDK, a peer dependency that `serve` does without. */
export function loadKmsClient(): Promise<typeof import('@aws-sdk/client-kms')> {
  return import('@aws-sdk/client-kms');
}

/** For `--postgres`: an optional peer. */
export function loadPg(): Promise<typeof import('pg')> {
  return import('pg');
}

/** For `--tls self-signed`. Browsers make certificates too, and must not meet the command where bundles share code. */
export function loadIssueCertificate(): Promise<typeof import('../crypto/issue-certificate.js')> {
  return import('../crypto/issue-certificate.js');
}
