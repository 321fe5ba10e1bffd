/** Throws where a value is not what an option allows. */
export type Check = (value: unknown, path: string) => void;

/** An option that cannot be: where, what, and what is allowed. */
export function refuseOption(path: string, value: unknown, allowed: string): never {
  throw new TypeError(`[localkms] ${path}: ${shown(value)} is not ${allowed}`);
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

export function text(pattern: RegExp, allowed: string): Check {
  return (value, path) => {
    if (typeof value !== 'string' || !pattern.test(value)) refuseOption(path, value, allowed);
  };
}

export function trueOrFalse(value: unknown, path: string): void {
  if (typeof value !== 'boolean') refuseOption(path, value, 'true or false');
}

export function positiveInteger(value: unknown, path: string): void {
  if (!Number.isSafeInteger(value) || (value as number) < 1) refuseOption(path, value, 'a positive integer');
}

/** An object with no other members than these; members that are undefined count as left out. */
export function members<T extends object>(checks: { readonly [M in keyof Required<T>]: Check }): Check {
  const names = Object.keys(checks);
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      refuseOption(path, value, `an object with ${names.join(', ')}`);
    }
    for (const [name, item] of Object.entries(value)) {
      if (!Object.hasOwn(checks, name)) {
        throw new TypeError(`[localkms] ${path}.${name}: there is no such option, only ${names.join(', ')}`);
      }
      if (item !== undefined) checks[name as keyof T](item, `${path}.${name}`);
    }
  };
}
