import { isList, isMap, Unresolved, unresolvedIn, type Value } from '../values.js';
import type { Stack } from './stack.js';

type Evaluate = (operands: readonly Value[], path: string, stack: Stack) => Value;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html */
const CONDITION_FUNCTIONS: Readonly<Record<string, Evaluate>> = {
  'Fn::Equals': equals,
  // One false operand decides, whatever is not known of the others; so does a true one.
  'Fn::And': (operands, path, stack) => firstOf(operands, false, path, stack),
  'Fn::Or': (operands, path, stack) => firstOf(operands, true, path, stack),
  'Fn::Not': (operands, path, stack) => {
    const met = evaluateCondition(operands[0], `${path}[0]`, stack);
    return typeof met === 'boolean' ? !met : met;
  },
};

/** Whether a condition as it is written is met: true or false, or why that is not known. */
export function evaluateCondition(written: Value, path: string, stack: Stack): Value {
  const [[name, operands] = ['', undefined], ...more] = isMap(written) ? Object.entries(written) : [];
  const isAlone = more.length === 0;
  if (isAlone && name === 'Condition' && typeof operands === 'string') return stack.condition(operands, path);
  if (!isAlone || !Object.hasOwn(CONDITION_FUNCTIONS, name) || !isList(operands)) {
    return new Unresolved(path, `expected one of Condition, ${Object.keys(CONDITION_FUNCTIONS).join(', ')}`);
  }
  return CONDITION_FUNCTIONS[name]?.(operands, `${path}.${name}`, stack);
}

function equals(operands: readonly Value[], path: string, stack: Stack): Value {
  const [left, right] = operands.map((operand, at) => asText(stack.evaluate(operand, `${path}[${at}]`)));
  if (left instanceof Unresolved) return left;
  return right instanceof Unresolved ? right : left === right;
}

/** Values are compared as text; lists and objects as their JSON. */
function asText(value: Value): string | Unresolved {
  const [unresolved] = unresolvedIn(value);
  if (unresolved !== undefined) return unresolved;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function firstOf(operands: readonly Value[], deciding: boolean, path: string, stack: Stack): Value {
  const met = operands.map((operand, at) => evaluateCondition(operand, `${path}[${at}]`, stack));
  if (met.includes(deciding)) return deciding;
  return met.find((one) => one instanceof Unresolved) ?? !deciding;
}
