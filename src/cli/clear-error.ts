/** What a person who typed a command can mend: the command ends with this text alone. */
export class ClearError extends Error {
  /** Of what was typed for localkms itself, 2. */
  readonly exitCode: number;

  constructor(message: string, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Errors of options and files, which tell all that there is to tell; others are bugs and keep their stack. */
export function isClear(error: unknown): error is Error {
  if (error instanceof ClearError) return true;
  const { message = '' } = (error ?? {}) as { readonly message?: string };
  return message.startsWith('[localkms]');
}
