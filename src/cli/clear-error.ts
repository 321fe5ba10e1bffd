/** What a person who typed a command can mend: the command ends with code 2 and this text alone. */
export class ClearError extends Error {}

/** Errors of options and files, which tell all that there is to tell; others are bugs and keep their stack. */
export function isClear(error: unknown): error is Error {
  if (error instanceof ClearError) return true;
  const { message = '', code = '' } = (error ?? {}) as { readonly message?: string; readonly code?: unknown };
  return message.startsWith('[localkms]') || String(code).startsWith('ERR_PARSE_ARGS');
}
