/**
 * Whether an error is of that class, by its name: a file that loads after `jest.resetModules()` comes with copies of its
 * own of the classes that it throws and catches.
 */
export function isErrorNamed(error: unknown, name: string): boolean {
  return (error as Partial<Error> | null | undefined)?.name === name;
}
