/** Throws where a value is not what an option allows. */
export type Check = (value: unknown, path: string) => void;

/** Refuses what stands at a path. The sentence must hold nothing that could be key material. */
export function refuse(path: string, sentence: string): never {
  throw new TypeError(`[localkms] ${path}: ${sentence}`);
}

/** Refuses a value and says what was expected in its place. */
export function expected(path: string, value: unknown, what: string): never {
  if (value === undefined) throw new TypeError(`[localkms] ${path} is missing: expected ${what}`);
  refuse(path, `expected ${what}; got ${shown(value)}`);
}

/** As `expected`, but of the value only its kind is told: for key material, and for what it may stand in. */
export function expectedKind(path: string, value: unknown, what: string): never {
  refuse(path, `expected ${what}; got ${kindOf(value)}`);
}

/** As long as a key id. Key material of 256 bits is longer in hexadecimal, base64 and PEM. */
const LONGEST_SHOWN = 36;

/**
 * A value for a message: as it is where it is short, else its kind. Whatever the place, it never shows as much as a key of
 * 256 bits, since key material often stands in the wrong one; and of objects and lists it shows nothing.
 */
export function shown(value: unknown): string {
  if (typeof value === 'string' && value.length <= LONGEST_SHOWN) return JSON.stringify(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value);
}

/** What a value is, without what it holds. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `text of ${counted(value.length, 'character')}`;
  if (ArrayBuffer.isView(value)) return counted(value.byteLength, 'byte');
  if (Array.isArray(value)) return 'a list';
  const kind = typeof value === 'object' ? tagOf(value) : typeof value;
  return isName(kind) ? `${/^[aeiou]/i.test(kind) ? 'an' : 'a'} ${kind}` : 'an object';
}

/** A number of things in words: `1 key`, `2 keys`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** `object` of a plain object, else such as `Map` or `Promise`. */
function tagOf(value: object): string {
  return Object.prototype.toString
    .call(value)
    .slice('[object '.length, -1)
    .replace(/^Object$/, 'object');
}

function isName(text: string): boolean {
  return text.length <= LONGEST_SHOWN && /^[\w$]+$/.test(text);
}

/** Whether its own members say it all: not a list, a Map, a Promise; a module is one too. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && /^(object|Module)$/.test(tagOf(value));
}

/** The options without what they inherit: whatever adds to `Object.prototype` must not set any. */
export function ownMembers<T extends object>(options: T): T {
  return { __proto__: null, ...options };
}

export function text(pattern: RegExp, what: string): Check {
  return (value, path) => {
    if (typeof value !== 'string' || !pattern.test(value)) expected(path, value, what);
  };
}

export function trueOrFalse(value: unknown, path: string): void {
  if (typeof value !== 'boolean') expected(path, value, 'true or false');
}

export function wholeNumber(min: number, max: number = Number.MAX_SAFE_INTEGER): Check {
  const to = max === Number.MAX_SAFE_INTEGER ? '' : ` to ${max}`;
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
      expected(path, value, `a whole number from ${min}${to}`);
    }
  };
}

export function oneOfTexts(values: readonly string[]): Check {
  const what = values.length > 1 ? `one of ${values.join(', ')}` : values.join();
  return (value, path) => {
    if (typeof value !== 'string' || !values.includes(value)) expected(path, value, what);
  };
}

/** An object with no other members than these; members that are undefined count as left out. */
export function members<T extends object>(
  checks: { readonly [M in keyof Required<T>]: Check },
  required: readonly (keyof T & string)[] = [],
): Check {
  const names = Object.keys(checks);
  return (value, path) => {
    if (!isPlainObject(value)) expectedKind(path, value, `an object with ${names.join(', ')}`);
    for (const [name, item] of Object.entries(value)) {
      if (!Object.hasOwn(checks, name)) refuseMember(path, name, names);
      if (item !== undefined) checks[name as keyof T](item, `${path}.${name}`);
    }
    for (const name of required) {
      if (value[name] === undefined) throw new TypeError(`[localkms] ${path}.${name} is missing`);
    }
  };
}

function refuseMember(path: string, name: string, known: readonly string[]): never {
  const place = isName(name) ? `${path}.${name}` : `${path}, a member whose name is ${kindOf(name)}`;
  refuse(place, `there is no such option, only ${known.join(', ')}`);
}

/** A list, and a check for each of its items. */
export function listOf(check: Check, what: string): Check {
  return (value, path) => {
    if (!Array.isArray(value)) expectedKind(path, value, what);
    // Not forEach, which passes over holes.
    for (const [at, item] of value.entries()) check(item, `${path}[${at}]`);
  };
}

export function anything(): void {}
