import { builtin } from '../runtime/builtin.js';

/** A request of Node's `http` and `https`, also of those of Bun and Deno. */
interface Request {
  readonly host?: string;
  getHeader(name: string): unknown;
  destroy(error: Error): void;
}

interface Channels {
  subscribe(name: string, onMessage: (message: unknown) => void): void;
  unsubscribe(name: string, onMessage: (message: unknown) => void): void;
}

type Fetch = (resource: unknown, options?: { headers?: HeadersInit }) => Promise<unknown>;

/** Whether an operation may leave the process all the same. */
export type MayPass = (operation: string) => boolean;

/** By which every request for AWS KMS is known, whatever host it goes to, and no other. */
const HEADER = 'x-amz-target';
const TARGET = /^TrentService\.(.+)$/;

/** What to say of a request that must not leave. */
function refusal(target: unknown, host: string | undefined, mayPass: MayPass): Error | undefined {
  const operation = typeof target === 'string' ? TARGET.exec(target)?.[1] : undefined;
  if (operation === undefined || mayPass(operation)) return undefined;
  return new Error(
    `[localkms] ${operation} did not leave for ${host}: every KMS client of this process is to be answered locally, but ` +
      'localkms could not reach the client that sent it. Most often a bundler has put a copy of the SDK into the program: ' +
      'keep @aws-sdk/client-kms external there, or call kms.attach(client), with the kms of localkms/auto. ' +
      'LOCALKMS_ON_UNREACHED=passthrough lets such calls pass to AWS.',
  );
}

/**
 * Ends the requests for AWS KMS that Node's `http` and `https` are about to send, before they connect. Node tells of
 * each on a channel of its own, so that nothing of theirs has to be replaced.
 * https://nodejs.org/api/diagnostics_channel.html#http
 */
export function refuseRequests(mayPass: MayPass): () => void {
  const channels = builtin<Channels>('node:diagnostics_channel');
  const onStart = (message: unknown) => {
    const { request } = message as { request: Request };
    const error = refusal(request.getHeader(HEADER), request.host, mayPass);
    if (error) request.destroy(error);
  };
  channels?.subscribe('http.client.request.start', onStart);
  return () => channels?.unsubscribe('http.client.request.start', onStart);
}

/** Refuses the requests for AWS KMS that go through `fetch`, as an SDK that was bundled for browsers sends them. */
export function refuseFetches(mayPass: MayPass): () => void {
  const place = globalThis as unknown as { fetch?: Fetch };
  const before = place.fetch;
  if (before === undefined) return () => {};
  let refusing = true;

  async function fetch(this: unknown, resource: unknown, options?: { headers?: HeadersInit }): Promise<unknown> {
    const { headers, url } = (resource ?? {}) as { headers?: Headers; url?: string };
    const target = new Headers(options?.headers ?? headers).get(HEADER);
    const error = refusing && target ? refusal(target, new URL(url ?? String(resource)).host, mayPass) : undefined;
    if (error) throw error;
    return (before as Fetch).call(this, resource, options);
  }

  place.fetch = fetch;
  return () => {
    refusing = false;
    if (place.fetch === fetch) place.fetch = before;
  };
}
