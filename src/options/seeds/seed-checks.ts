import { isKeyId, parseKmsArn } from '../../model/arn.js';
import { KmsFault } from '../../model/fault.js';
import type { Shape, StringShape } from '../../model/shapes.js';
import { violatedByString } from '../../pipeline/validation/constraints.js';
import { type Check, refuseOption, text } from '../checks.js';
import { timeOf } from '../time.js';

/** Refuses key material: `what` describes it, because the value itself must not show. */
export function refuseMaterial(path: string, what: string, allowed: string): never {
  throw new TypeError(`[localkms] ${path}: ${what} is not ${allowed}`);
}

/** Runs a rule of AWS KMS over a seed: what the service would refuse is refused with its words. */
export function asKmsAllows<T>(path: string, value: unknown, rule: () => T): T {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof KmsFault)) throw error;
    const words = [error.name, error.wireMessage].filter((part) => part !== undefined).join(': ');
    refuseOption(path, value, `what AWS KMS allows (${words})`);
  }
}

/** A text with the constraints of an input member. */
export function textOf(member: Shape): Check {
  const shape = member as StringShape;
  const allowed = `text of ${shape.min} to ${shape.max} characters`;
  const matching = shape.pattern === undefined ? '' : ` that match ${shape.pattern.text}`;
  return (value, path) => {
    if (typeof value !== 'string' || violatedByString(value, shape).length > 0) {
      refuseOption(path, value, allowed + matching);
    }
  };
}

export function listOf(check: Check, allowed: string): Check {
  return (value, path) => {
    if (!Array.isArray(value)) refuseOption(path, value, allowed);
    value.forEach((item, at) => {
      check(item, `${path}[${at}]`);
    });
  };
}

/** The check of an object that must have these members. */
export function having(names: readonly string[], check: Check): Check {
  return (value, path) => {
    check(value, path);
    for (const name of names) {
      const item = (value as Record<string, unknown>)[name];
      if (item === undefined) refuseOption(`${path}.${name}`, item, 'possible: it must be there');
    }
  };
}

export function integerFrom(min: number, max: number): Check {
  return (value, path) => {
    if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max) {
      refuseOption(path, value, `a whole number from ${min} to ${max}`);
    }
  };
}

export function anything(): void {}

export function date(value: unknown, path: string): void {
  const known = typeof value === 'string' || Object.prototype.toString.call(value) === '[object Date]';
  if (!known || !Number.isFinite(timeOf(value as Date))) {
    refuseOption(path, value, 'a Date or the text of one, such as "2026-01-31T12:00:00Z"');
  }
}

export const account: Check = text(/^\d{12}$/, 'a 12-digit account id');

/** Upper-case hexadecimal digits never find a key. */
export function keyId(value: unknown, path: string): void {
  if (typeof value !== 'string' || !isKeyId(value) || value !== value.toLowerCase()) {
    refuseOption(path, value, 'a lower-case UUID, or mrk- and 32 lower-case hexadecimal digits');
  }
}

export function keyIdOrArn(value: unknown, path: string): void {
  const resource = typeof value === 'string' ? parseKmsArn(value)?.resource : undefined;
  if (resource?.startsWith('key/') !== true && (typeof value !== 'string' || !isKeyId(value))) {
    refuseOption(path, value, 'a key id or key ARN');
  }
}
