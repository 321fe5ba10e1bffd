import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalKms } from '../../local-kms.js';
import { builtin } from '../../runtime/builtin.js';
import { httpDoor } from '../door.js';
import { type PlainConnections, plainConnections } from './plain-connections.js';
import { type Listener, requestListener } from './request-listener.js';
import { checkServeOptions, type ServeOptions } from './serve-options.js';

/** A server that listens. */
export interface KmsServer {
  /** The endpoint, such as `http://127.0.0.1:4566`; of all addresses, that of loopback. */
  readonly url: string;
  readonly port: number;
  /** Takes no more calls, and ends when those that are under way have their answer, or after `grace`. */
  close(): Promise<void>;
}

/** Where programs of the same machine reach a server that listens on all addresses: no client asks for those. */
const LOOPBACK: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Above the idle times of SDKs, so that no client sends on a connection that is just being closed. */
const KEEP_ALIVE = 75_000;

/** Within it a request must have come, headers and body. */
const LONGEST_REQUEST = 60_000;

/**
 * Serves a world of AWS KMS over HTTP, for programs in any language: AWS CLI, boto3, SDKs of Go and Java, Terraform.
 *
 * @example
 * const server = await serve(localKms(), { port: 4566 });
 * // AWS_ENDPOINT_URL_KMS=http://127.0.0.1:4566 aws kms list-keys
 * await server.close();
 *
 * @throws TypeError for what `localKms()` did not give, or an option that cannot be
 * @throws Error of Node's where it cannot listen, such as one with the code `EADDRINUSE`
 */
export async function serve(kms: LocalKms, options: ServeOptions = {}): Promise<KmsServer> {
  checkServeOptions(options, 'options');
  const { port = 0, host = '127.0.0.1', tls, grace = 5000, ...handler } = options;
  const door = httpDoor(kms, handler);
  const listener = requestListener(door);
  const server = createServer(tls, listener.listen);
  const plain = plainConnections(server, tls === undefined ? 'connection' : 'secureConnection', door, KEEP_ALIVE);
  server.keepAliveTimeout = KEEP_ALIVE;
  server.headersTimeout = LONGEST_REQUEST;
  server.requestTimeout = LONGEST_REQUEST;
  await listening(server, port, host);
  const { port: taken } = server.address() as AddressInfo;
  const reached = LOOPBACK[host] ?? host;
  const shownHost = reached.includes(':') ? `[${reached}]` : reached;
  let closing: Promise<void> | undefined;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${shownHost}:${taken}`,
    port: taken,
    close() {
      closing ??= closed(server, listener, plain, grace);
      return closing;
    },
  };
}

function createServer(tls: ServeOptions['tls'], listen: Listener['listen']): Server {
  if (tls === undefined) return ofNode<typeof import('node:http')>('node:http').createServer(listen);
  const { cert, key } = tls;
  return ofNode<typeof import('node:https')>('node:https').createServer({ cert: pem(cert), key: pem(key) }, listen);
}

/** The one that is needed: each takes some milliseconds to load. */
function ofNode<T>(name: 'node:http' | 'node:https'): T {
  const loaded = builtin<T>(name);
  if (loaded !== undefined) return loaded;
  throw new Error('[localkms] serve() needs node:http: elsewhere, kmsHandler() is what a server calls');
}

/** Node takes text, or bytes as its own Buffer. */
function pem(given: string | Uint8Array): string | Buffer {
  return typeof given === 'string' ? given : Buffer.from(given);
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function closed(server: Server, listener: Listener, plain: PlainConnections, grace: number): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  listener.close();
  plain.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
    plain.cut();
  }, grace);
  await ended;
  clearTimeout(timer);
}
