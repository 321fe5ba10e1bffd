/** Of an exception that a client threw, or of a recorded call. */
export function requestIdOf(of: unknown): string {
  const { requestId, $metadata } = (of ?? {}) as { requestId?: unknown; $metadata?: { requestId?: unknown } };
  const id = requestId ?? $metadata?.requestId;
  if (typeof id === 'string') return id;
  throw new TypeError(
    '[localkms] explain: expected an exception of a KMSClient, or one of calls(); it has no request id',
  );
}
