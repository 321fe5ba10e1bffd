/** In the place of a value that cannot be known from what was read. */
export class Unresolved {
  /** Where it stands in its resource, such as `Properties.KeyPolicy.Statement[0].Principal`. */
  readonly path: string;
  readonly reason: string;
  /** Whether it is the ARN of another service's resource, whatever it will be. */
  readonly isArnOfAnotherService: boolean;

  constructor(path: string, reason: string, isArnOfAnotherService = false) {
    this.path = path;
    this.reason = reason;
    this.isArnOfAnotherService = isArnOfAnotherService;
  }
}

/** A value of a template or a plan; what is undefined is not there. */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | Unresolved
  | readonly Value[]
  | { readonly [member: string]: Value };

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** An object of JSON. */
export function isMap(value: unknown): value is { readonly [member: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unresolved);
}

/** Everything in a value that is unresolved. */
export function unresolvedIn(value: Value): Unresolved[] {
  if (value instanceof Unresolved) return [value];
  if (isList(value)) return value.flatMap(unresolvedIn);
  return isMap(value) ? Object.values(value).flatMap(unresolvedIn) : [];
}

/** The items of a list, a lone one where the list was left away, none where there is nothing. */
export function itemsOf(value: Value): readonly Value[] {
  if (value === undefined || value === null || value === '') return [];
  return isList(value) ? value : [value];
}

/** The texts of a list. Numbers and booleans are text in YAML already, and CloudFormation takes them for it. */
export function textsOf(value: Value): string[] {
  return itemsOf(value).flatMap((item) => textOf(item) ?? []);
}

/** A scalar as text. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A boolean, or its text. */
export function isTrue(value: Value): boolean {
  return value === true || value === 'true';
}
