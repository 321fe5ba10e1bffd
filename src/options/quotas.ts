import { isKnownOperation } from '../engine.js';
import { RESOURCE_QUOTAS, type ResourceQuotas } from '../model/limits.js';
import { type Check, expected, isPlainObject, members, refuse, shown, wholeNumber } from './checks.js';

/** Requests per second, by operation, where they are not AWS's defaults. */
export type RequestRates = Readonly<Record<string, number>>;

/** Quotas other than AWS's defaults. https://docs.aws.amazon.com/kms/latest/developerguide/limits.html */
export interface QuotaOptions extends Partial<ResourceQuotas> {
  /**
   * Enforces request quotas: calls beyond them get a ThrottlingException. `true` for AWS's defaults; an object for the
   * requests per second of single operations, such as `{ Decrypt: 10 }`. Default: not enforced.
   */
  readonly requests?: true | RequestRates;
}

const requests: Check = (value, path) => {
  if (value === true) return;
  if (!isPlainObject(value)) expected(path, value, 'true, or an object of requests per second');
  for (const [operation, rate] of Object.entries(value)) {
    if (!isKnownOperation(operation)) refuse(path, `AWS KMS has no operation ${shown(operation)}`);
    if (typeof rate !== 'number' || !(rate > 0)) expected(`${path}.${operation}`, rate, 'a number above 0');
  }
};

const resourceQuotas = Object.fromEntries(Object.keys(RESOURCE_QUOTAS).map((name) => [name, wholeNumber(1)])) as {
  [Q in keyof ResourceQuotas]: Check;
};

export const quotas: Check = members<QuotaOptions>({ ...resourceQuotas, requests });
