/** Texts of violated constraints, in the form that AWS's services share. */
export interface Subject {
  /** `keyId`, `tags.1.member.tagKey` */
  readonly path: string;
  /** The value as the message shows it; undefined where it must not show. */
  readonly shown: string | undefined;
}

function violation({ path, shown }: Subject, constraint: string): string {
  const value = shown === undefined ? 'Value' : `Value ${shown}`;
  return `${value} at '${path}' failed to satisfy constraint: ${constraint}`;
}

export function missing(path: string, sensitive: boolean): string {
  return violation({ path, shown: sensitive ? undefined : 'null' }, 'Member must not be null');
}

export function violated(subject: Subject, constraints: readonly string[]): string[] {
  return constraints.map((constraint) => violation(subject, constraint));
}

/** Scalars in a list are reported on the list, with every constraint of its members. */
export function violatedInList(subject: Subject, constraints: readonly string[]): string {
  return violation(subject, `Member must satisfy constraint: [${constraints.join(', ')}]`);
}

export const Constraint = {
  lengthAtLeast: (min: number): string => `Member must have length greater than or equal to ${min}`,
  lengthAtMost: (max: number): string => `Member must have length less than or equal to ${max}`,
  valueAtLeast: (min: number): string => `Member must have value greater than or equal to ${min}`,
  valueAtMost: (max: number): string => `Member must have value less than or equal to ${max}`,
  pattern: (text: string): string => `Member must satisfy regular expression pattern: ${text}`,
  enumeration: (values: readonly string[]): string => `Member must satisfy enum value set: [${values.join(', ')}]`,
} as const;
