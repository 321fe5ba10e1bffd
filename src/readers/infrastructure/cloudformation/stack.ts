import type { Scope } from '../../../model/arn.js';
import type { Value } from '../values.js';

/** A resource of a template, as it is written. */
export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: { readonly [property: string]: Value };
}

/** The parts of a template that are read, as they are written. */
export interface Template {
  readonly Parameters: Readonly<Record<string, Value>>;
  readonly Mappings: Readonly<Record<string, Value>>;
  readonly Conditions: Readonly<Record<string, Value>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, Value>>;
}

/** A template that is deployed: what its expressions are evaluated in. */
export interface Stack {
  readonly template: Template;
  readonly name: string;
  readonly scope: Scope;
  /** Of parameters that have a value: what `Ref` gives. */
  readonly parameters: ReadonlyMap<string, Value>;
  readonly exports: ReadonlyMap<string, Value>;
  /** What is known of others: `Ref` by logical id, `Fn::GetAtt` by `<logical id>.<attribute>`. */
  readonly values: ReadonlyMap<string, Value>;
  /** The value of what is written; undefined is AWS::NoValue. */
  evaluate(written: Value, path: string): Value;
  /** What `Ref` gives of a parameter, a pseudo parameter or a resource. */
  ref(name: string, path: string): Value;
  getAtt(logicalId: string, attribute: string, path: string): Value;
  /** Whether a condition is met: true or false, or why that is not known. */
  condition(name: string, path: string): Value;
}
