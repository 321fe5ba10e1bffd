import { EXCEPTIONS, exceptionStatus } from '../../model/exceptions.js';
import { KmsFault } from '../../model/fault.js';
import { THROTTLING_MESSAGE } from '../../model/faults/throttling.js';
import { expected, refuse, shown } from '../../options/checks.js';

/** Failures below HTTP, as Node's sockets and the SDK's request handler report them. */
const NETWORK_ERRORS: Readonly<Record<string, string>> = {
  ECONNRESET: 'read ECONNRESET',
  ECONNREFUSED: 'connect ECONNREFUSED',
  ENOTFOUND: 'getaddrinfo ENOTFOUND',
  EPIPE: 'write EPIPE',
  ETIMEDOUT: 'connect ETIMEDOUT',
  TimeoutError: 'Connection timed out',
};

/** An error by name alone, or with a message or HTTP status of its own. */
export type FaultError =
  | string
  | { readonly name: string; readonly message?: string; readonly status?: number }
  | (new (
      ...parameters: never[]
    ) => Error)
  | Error;

/** Makes the error anew for each call that meets the fault: errors carry the state of their own call. */
export function faultErrorMaker(error: FaultError, path: string): () => Error {
  if (error instanceof Error) return () => error;
  if (typeof error === 'function') return namedError(error.name, undefined, undefined, path);
  if (typeof error === 'string') return namedError(error, undefined, undefined, path);
  if (typeof error !== 'object' || error === null || typeof error.name !== 'string') {
    expected(path, error, 'the name of an exception, { name, message, status }, or an Error');
  }
  const { name, message, status } = error;
  if (message !== undefined && typeof message !== 'string') expected(`${path}.message`, message, 'text');
  if (status !== undefined && !(Number.isInteger(status) && status >= 400 && status <= 599)) {
    expected(`${path}.status`, status, 'an HTTP status from 400 to 599');
  }
  return namedError(name, message, status, path);
}

function namedError(name: string, message: string | undefined, status: number | undefined, path: string): () => Error {
  if (Object.hasOwn(NETWORK_ERRORS, name)) return () => networkError(name, message ?? (NETWORK_ERRORS[name] as string));
  if (!EXCEPTIONS.includes(name)) {
    const known = [...EXCEPTIONS, ...Object.keys(NETWORK_ERRORS)].join(', ');
    refuse(path, `neither AWS KMS nor the network gives ${shown(name)}, only ${known}`);
  }
  const text = message ?? (name === 'ThrottlingException' ? THROTTLING_MESSAGE : undefined);
  return () => new KmsFault(name, text, status ?? exceptionStatus(name));
}

/** The SDK retries by `code`, and by the name TimeoutError. */
function networkError(name: string, message: string): Error {
  const error = new Error(message);
  if (name === 'TimeoutError') error.name = name;
  else Object.assign(error, { code: name, syscall: message.split(' ')[0] });
  return error;
}
