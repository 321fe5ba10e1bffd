/** What a driver fails with, in words that help. Nothing else is taken from it: a database shows whole rows in its details. */
export function clearError(error: unknown): Error {
  const { code } = error as { readonly code?: unknown };
  return Object.assign(new Error(messageOf(error)), typeof code === 'string' && { code });
}

function messageOf(error: unknown): string {
  const { code, message, errors } = error as { readonly code?: string; message?: string; errors?: unknown };
  if (message === 'Invalid URL') return 'the connection string of the pool is no URL';
  // A host with several addresses, all of which failed.
  if (!message && Array.isArray(errors)) return errors.map((one) => (one as Error).message).join('; ');
  return message || code || 'it does not say why';
}
