/** What a reader is told of an object that somebody changed where it is stored. */
export function changedWhereStored(what: string, cause?: unknown): Error {
  const message = `[localkms] an object of S3 ${what}: it was changed where it is stored`;
  return cause === undefined ? new Error(message) : new Error(message, { cause });
}
