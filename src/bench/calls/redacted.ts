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

function withoutSensitive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSensitive);
  if (Object.prototype.toString.call(value) !== '[object Object]') return value;
  const members = Object.entries(value as object);
  return Object.fromEntries(
    members.map(([name, item]) => [name, SENSITIVE_MEMBERS.has(name) ? HIDDEN : withoutSensitive(item)]),
  );
}
