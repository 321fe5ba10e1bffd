/** Throws where a value is not what an option allows. */
export type Check = (value: unknown, path: string) => void;

/** An option that cannot be: where, what, and what is allowed. */
export function refuseOption(path: string, value: unknown, allowed: string): never {
  throw new TypeError(`[localkms] ${path}: ${shown(value)} is not ${allowed}`);
}

const LONGEST_SHOWN = 80;

/** Short, and never the bytes of key material. */
function shown(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`;
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (typeof value === 'number') return String(value);
  const text = json(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 3)}...` : text;
}

function json(value: unknown): string {
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

export function wholeNumberFrom(min: number): Check {
  return (value, path) => {
    if (!Number.isSafeInteger(value) || (value as number) < min)
      refuseOption(path, value, `a whole number from ${min}`);
  };
}

export function oneOfTexts(values: readonly string[]): Check {
  return (value, path) => {
    if (!values.includes(value as string)) refuseOption(path, value, `one of ${values.join(', ')}`);
  };
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
