import { isKnownOperation } from '../engine.js';
import type { OperationInput, OperationName, OperationOutput } from '../model/operation-types.js';
import { expected } from '../options/checks.js';

/** A command class of the SDK, of whatever copy and version: `EncryptCommand`. */
export type CommandClass = new (...parameters: never[]) => { readonly input: object };

/** A command as tests name it: the name of an operation, or a command class. */
export type Command = OperationName | CommandClass;

/** What is sent with a command: `EncryptCommandInput`, of the copy of the SDK that the class is from. */
export type CommandInput<Named extends Command> = Named extends OperationName
  ? OperationInput<Named>
  : Named extends new (
        ...parameters: never[]
      ) => { readonly input: infer Input }
    ? Input
    : never;

/** What a command is answered: `EncryptCommandOutput` without `$metadata`. */
export type CommandOutput<Named extends Command> = Named extends OperationName
  ? OperationOutput<Named>
  : Named extends new (
        ...parameters: never[]
      ) => Answered<infer Output>
    ? Omit<Output, '$metadata'>
    : Record<string, unknown>;

/** A command says what it is answered by what its chain of middlewares gives back, in every version. */
export interface Answered<Output> {
  resolveMiddleware(
    stack: never,
    configuration: never,
    options: never,
  ): (args: never) => Promise<{ readonly output: Output }>;
}

/** The operation that a name or a command class tells. */
export function operationOf(given: unknown, path: string): string {
  const name = typeof given === 'function' ? given.name.replace(/Command$/, '') : given;
  if (typeof name !== 'string' || !isKnownOperation(name)) {
    expected(path, name, 'an operation of AWS KMS, such as Encrypt or EncryptCommand');
  }
  return name;
}
