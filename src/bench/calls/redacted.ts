import { SENSITIVE_MEMBERS } from '../../model/sensitive-members.js';

/** As the SDK's logger writes them. */
const HIDDEN = '***SensitiveInformation***';

// What node:util, console.log and loggers look for; the registered symbol exists in every runtime.
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** The same object, whose sensitive members are hidden in `util.inspect` and `JSON.stringify`. */
export function redacted<T extends object>(value: T): T {
  const print = () => withoutSensitive(value);
  Object.defineProperty(value, 'toJSON', { value: print });
  Object.defineProperty(value, INSPECT, { value: print });
  return value;
}

/** The same object, of which `util.inspect` and `JSON.stringify` show nothing but the names of its members. */
export function hidden<T extends object>(value: T): T {
  const print = () => Object.fromEntries(Object.keys(value).map((name) => [name, HIDDEN]));
  Object.defineProperty(value, 'toJSON', { value: print });
  Object.defineProperty(value, INSPECT, { value: print });
  return value;
}

/** A value for print, with its sensitive members hidden. */
export function withoutSensitive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSensitive);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, SENSITIVE_MEMBERS.has(name) ? HIDDEN : withoutSensitive(item)]),
  );
}

/** Not an asymmetric matcher or a class of the test's own, which print as they wish. */
function isPlainObject(value: unknown): value is object {
  if (Object.prototype.toString.call(value) !== '[object Object]') return false;
  // Of any realm: nothing stands behind Object.prototype.
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
