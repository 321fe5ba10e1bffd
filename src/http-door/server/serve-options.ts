import { type Check, expected, members, text, wholeNumber } from '../../options/checks.js';
import { HANDLER_CHECKS, type KmsHandlerOptions } from '../options.js';

/** A certificate and its private key, as Node's `tls.createSecureContext` takes them. */
export interface TlsOptions {
  /** PEM, the server's own certificate first. */
  readonly cert: string | Uint8Array;
  /** PEM. */
  readonly key: string | Uint8Array;
}

/** Options of `serve`. */
export interface ServeOptions extends KmsHandlerOptions {
  /** The port to listen on. Default: 0, one that is free. */
  readonly port?: number;
  /** The address to listen on. Default: `127.0.0.1`, which no other machine reaches. */
  readonly host?: string;
  /** Serves HTTPS. Default: HTTP. */
  readonly tls?: TlsOptions;
  /** Milliseconds that `close()` leaves calls which are under way. Default: 5000. */
  readonly grace?: number;
}

const pem: Check = (value, path) => {
  if (typeof value !== 'string' && !ArrayBuffer.isView(value)) expected(path, undefined, 'PEM, as text or bytes');
};

const SERVE_CHECKS: { readonly [Option in keyof Required<ServeOptions>]: Check } = {
  ...HANDLER_CHECKS,
  port: wholeNumber(0, 65_535),
  host: text(/^[^\s/]+$/, 'an address, such as "127.0.0.1"'),
  tls: members<TlsOptions>({ cert: pem, key: pem }, ['cert', 'key']),
  grace: wholeNumber(0),
};

export const checkServeOptions: Check = members<ServeOptions>(SERVE_CHECKS);
