/** Constraints of an input member, as AWS models them. `sensitive` members are never echoed in a message. */
interface Common {
  readonly required?: boolean;
  /** Required by the service although its model does not say so, unless the rest of the input allows to leave it out. */
  readonly requiredUnless?: (input: Readonly<Record<string, unknown>>) => boolean;
  readonly sensitive?: boolean;
}

/** A pattern as the service prints it, and the expression that decides. */
export interface Pattern {
  readonly text: string;
  readonly expression: RegExp;
}

export interface StringShape extends Common {
  readonly kind: 'string';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: Pattern;
  /** Allowed values, in the order in which the service prints them. */
  readonly values?: readonly string[];
  /** Values that pass, where they are not those that the service prints. */
  readonly accepted?: readonly string[];
}

export interface IntegerShape extends Common {
  readonly kind: 'integer';
  readonly min: number;
  readonly max: number;
}

export interface BlobShape extends Common {
  readonly kind: 'blob';
  readonly min: number;
  readonly max: number;
}

export interface BooleanShape extends Common {
  readonly kind: 'boolean';
}

export interface TimestampShape extends Common {
  readonly kind: 'timestamp';
}

export interface ListShape extends Common {
  readonly kind: 'list';
  readonly min?: number;
  readonly max?: number;
  readonly member: Shape;
}

/** A map of string to string. */
export interface MapShape extends Common {
  readonly kind: 'map';
}

export interface StructureShape extends Common {
  readonly kind: 'structure';
  readonly members: { readonly [name: string]: Shape };
}

export type Shape =
  | StringShape
  | IntegerShape
  | BlobShape
  | BooleanShape
  | TimestampShape
  | ListShape
  | MapShape
  | StructureShape;

/** AWS matches the whole text; `expression` is given where its syntax is not JavaScript's. */
export function pattern(text: string, expression: RegExp = new RegExp(`^(?:${text})$`)): Pattern {
  return { text, expression };
}

export function string(min: number, max: number, matching?: Pattern): StringShape {
  return matching ? { kind: 'string', min, max, pattern: matching } : { kind: 'string', min, max };
}

export function oneOf(values: readonly string[], accepted: readonly string[] = values): StringShape {
  return { kind: 'string', values, accepted };
}

export function integer(min: number, max: number): IntegerShape {
  return { kind: 'integer', min, max };
}

export function blob(min: number, max: number): BlobShape {
  return { kind: 'blob', min, max };
}

export function list(member: Shape, min?: number, max?: number): ListShape {
  return { kind: 'list', member, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

export function structure(members: StructureShape['members']): StructureShape {
  return { kind: 'structure', members };
}

export function required<S extends Shape>(shape: S): S & { readonly required: true } {
  return { ...shape, required: true };
}

export function sensitive<S extends Shape>(shape: S): S {
  return { ...shape, sensitive: true };
}

export const boolean: BooleanShape = { kind: 'boolean' };
export const timestamp: TimestampShape = { kind: 'timestamp' };
export const stringMap: MapShape = { kind: 'map' };
