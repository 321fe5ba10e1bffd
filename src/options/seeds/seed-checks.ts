import { isKeyId, parseKmsArn } from '../../model/arn.js';
import { KmsFault } from '../../model/fault.js';
import type { Shape, StringShape } from '../../model/shapes.js';
import { violatedByString } from '../../pipeline/validation/constraints.js';
import { type Check, expected, refuse, shown, text } from '../checks.js';
import { timeOf } from '../time.js';

/** Runs a rule of AWS KMS over a seed: what the service would refuse is refused with its words, and why where it has none. */
export function asKmsAllows<T>(path: string, value: unknown, rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof KmsFault)) throw error;
    const words = [error.name, error.wireMessage].filter((part) => part !== undefined).join(': ');
    const why = error.cause instanceof Error ? ` (${error.cause.message})` : '';
    refuse(path, `AWS KMS refuses ${typeof value === 'string' ? shown(value) : 'this'} with ${words}${why}`);
  }
}

/** A text with the constraints of an input member. */
export function textOf(member: Shape): Check {
  const shape = member as StringShape;
  const what = `text of ${shape.min} to ${shape.max} characters`;
  const matching = shape.pattern === undefined ? '' : ` that match ${shape.pattern.text}`;
  return (value, path) => {
    if (typeof value !== 'string' || violatedByString(value, shape).length > 0) {
      expected(path, value, what + matching);
    }
  };
}

export function date(value: unknown, path: string): void {
  if (typeof value === 'number' || Number.isNaN(timeOf(value))) {
    expected(path, value, 'a Date or the text of one, such as "2026-01-31T12:00:00Z"');
  }
}

export const account: Check = text(/^\d{12}$/, 'a 12-digit account id');

/** Upper-case hexadecimal digits never find a key. */
export function keyId(value: unknown, path: string): void {
  if (typeof value !== 'string' || !isKeyId(value) || value !== value.toLowerCase()) {
    expected(path, value, 'a lower-case UUID, or mrk- and 32 lower-case hexadecimal digits');
  }
}

export function keyIdOrArn(value: unknown, path: string): void {
  const resource = typeof value === 'string' ? parseKmsArn(value)?.resource : undefined;
  if (resource?.startsWith('key/') !== true && (typeof value !== 'string' || !isKeyId(value))) {
    expected(path, value, 'a key id or key ARN');
  }
}
