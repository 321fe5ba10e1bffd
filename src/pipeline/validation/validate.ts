import { violatedConstraints } from '../../model/faults/validation.js';
import type { Shape } from '../../model/shapes.js';
import { readStructure } from './readers.js';

/** Input in AWS's types, or a ValidationException with all violated constraints, or a SerializationException. */
export type Validator = (input: unknown) => Readonly<Record<string, unknown>>;

/** Compiled once per operation from its declaration. */
export function compileValidator(members: { readonly [name: string]: Shape }): Validator {
  const read = readStructure(members);
  return function validate(input) {
    const violations: string[] = [];
    const out = read(input ?? {}, '', violations);
    if (violations.length > 0) throw violatedConstraints(violations);
    return out;
  };
}
