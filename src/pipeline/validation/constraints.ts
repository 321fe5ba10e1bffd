import type { BlobShape, IntegerShape, ListShape, StringShape } from '../../model/shapes.js';
import { Constraint } from './violations.js';

const NONE: readonly string[] = [];

function outside(
  size: number,
  { min = 0, max = Number.POSITIVE_INFINITY }: { readonly min?: number; readonly max?: number },
  low: (min: number) => string,
  high: (max: number) => string,
): readonly string[] {
  if (size < min) return [low(min)];
  if (size > max) return [high(max)];
  return NONE;
}

/** The constraints that a value violates, in AWS's order: length, then pattern or values. */
export function violatedByString(value: string, shape: StringShape): readonly string[] {
  const length = outside(value.length, shape, Constraint.lengthAtLeast, Constraint.lengthAtMost);
  if (shape.values !== undefined && !(shape.accepted ?? shape.values).includes(value)) {
    return [...length, Constraint.enumeration(shape.values)];
  }
  if (shape.pattern !== undefined && !shape.pattern.expression.test(value)) {
    return [...length, Constraint.pattern(shape.pattern.text)];
  }
  return length;
}

export function violatedByInteger(value: number, shape: IntegerShape): readonly string[] {
  return outside(value, shape, Constraint.valueAtLeast, Constraint.valueAtMost);
}

export function violatedByLength(length: number, shape: BlobShape | ListShape): readonly string[] {
  return outside(length, shape, Constraint.lengthAtLeast, Constraint.lengthAtMost);
}

/** All constraints of a string, broken or not: how AWS reports a scalar inside a list. */
export function constraintsOf(shape: StringShape): readonly string[] {
  if (shape.values !== undefined) return [Constraint.enumeration(shape.values)];
  const { min, max, pattern } = shape;
  return [
    ...(max === undefined ? [] : [Constraint.lengthAtMost(max)]),
    ...(min === undefined ? [] : [Constraint.lengthAtLeast(min)]),
    ...(pattern === undefined ? [] : [Constraint.pattern(pattern.text)]),
  ];
}
