import { isObject } from '../../bytes/is-object.js';
import { type ConditionOperator, conditionOperator } from './operators.js';
import { type ConditionContext, readTemplate, shownTemplate, type Template, textOf } from './template.js';

type SetOperator = 'ForAllValues' | 'ForAnyValue';

/** One condition key under one operator, with the values that a policy has for it. */
export interface Condition {
  /** As the policy has it: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Template[];
  readonly test: (context: ConditionContext) => boolean;
}

/** A condition that a request does not meet. */
export interface UnmetCondition {
  readonly operator: string;
  readonly key: string;
  /** The values in the policy. */
  readonly wanted: readonly string[];
  /** The values of the request; undefined where it does not have the key. */
  readonly actual: readonly string[] | undefined;
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i;

/**
 * Reads the Condition element of a statement; undefined where its grammar is wrong.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function readConditions(element: unknown, hasVariables: boolean): readonly Condition[] | undefined {
  if (element === undefined) return [];
  if (!isObject(element)) return undefined;
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(element)) {
    if (!isObject(keys)) return undefined;
    for (const [key, given] of Object.entries(keys)) {
      const condition = readCondition(operator, key, given, hasVariables);
      if (condition === undefined) return undefined;
      conditions.push(condition);
    }
  }
  return conditions;
}

function readCondition(operator: string, key: string, given: unknown, hasVariables: boolean): Condition | undefined {
  const [, set, name = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const texts = textsOf(given);
  if (texts === undefined) return undefined;
  if (name.toLowerCase() === 'null') {
    if (set !== undefined || ifExists !== undefined || !texts.every((text) => /^(true|false)$/i.test(text)))
      return undefined;
    return { operator, key, values: texts.map((text) => [text]), test: nullTest(key, texts) };
  }
  const row = conditionOperator(name);
  if (row === undefined) return undefined;
  const values = texts.map((text) => readTemplate(text, hasVariables && row.hasVariables));
  return { operator, key, values, test: testOf(row, setOperator(set), ifExists !== undefined, key, values) };
}

/** One value or a list; numbers and booleans count as their text. */
function textsOf(given: unknown): readonly string[] | undefined {
  const values: readonly unknown[] = Array.isArray(given) ? given : [given];
  return values.every(isScalar) ? values.map(String) : undefined;
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function setOperator(text: string | undefined): SetOperator | undefined {
  if (text === undefined) return undefined;
  return text.toLowerCase() === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue';
}

/** `true`: the request has no such key; `false`: it has one, and not an empty one. */
function nullTest(key: string, texts: readonly string[]): Condition['test'] {
  return (context) => {
    const present = (valuesIn(context, key) ?? []).some((value) => value !== '');
    return texts.some((text) => (text.toLowerCase() === 'true') !== present);
  };
}

function testOf(
  { testOf: prepare, negated }: ConditionOperator,
  set: SetOperator | undefined,
  ifExists: boolean,
  key: string,
  values: readonly Template[],
): Condition['test'] {
  const tests = values.map(prepare);
  function fits(value: string, context: ConditionContext): boolean {
    for (const test of tests) if (test(value, context)) return !negated;
    return negated;
  }
  if (set === 'ForAllValues') return (context) => (valuesIn(context, key) ?? []).every((one) => fits(one, context));
  if (set === 'ForAnyValue') return (context) => (valuesIn(context, key) ?? []).some((one) => fits(one, context));
  return (context) => {
    const actual = context(key);
    if (actual === undefined) return ifExists || negated;
    if (typeof actual === 'string') return fits(actual, context);
    // Several values without a set operator: AWS does not say; any may match, and none where the operator is negated.
    return negated ? actual.every((one) => fits(one, context)) : actual.some((one) => fits(one, context));
  };
}

function valuesIn(context: ConditionContext, key: string): readonly string[] | undefined {
  const value = context(key);
  return typeof value === 'string' ? [value] : value;
}

/** Whether a request meets all conditions. */
export function meetsAll(conditions: readonly Condition[], context: ConditionContext): boolean {
  for (const { test } of conditions) if (!test(context)) return false;
  return true;
}

/** The first condition that a request does not meet. */
export function unmetCondition(
  conditions: readonly Condition[],
  context: ConditionContext,
): UnmetCondition | undefined {
  const unmet = conditions.find(({ test }) => !test(context));
  if (unmet === undefined) return undefined;
  const { operator, key, values } = unmet;
  return {
    operator,
    key,
    wanted: values.map((value) => textOf(value, context) ?? shownTemplate(value)),
    actual: valuesIn(context, key),
  };
}
