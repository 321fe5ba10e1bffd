/** Members of inputs and outputs that AWS's model marks as sensitive: never in a log, a message or a printed record. */
export const SENSITIVE_MEMBERS: ReadonlySet<string> = new Set([
  'AccessKeyId',
  'KeyStorePassword',
  'Message',
  'Plaintext',
  'PrivateKeyPlaintext',
  'RawSecretAccessKey',
  'SharedSecret',
]);
