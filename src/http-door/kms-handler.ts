import { toUtf8 } from '../bytes/utf8.js';
import type { LocalKms } from '../local-kms.js';
import { tooLarge } from '../model/faults/requests.js';
import { refuse } from '../options/checks.js';
import { answer } from './answer.js';
import { refused } from './answers.js';
import { clientAddress } from './client-address.js';
import { type HttpDoor, httpDoor } from './door.js';
import { CUT, type HttpAnswer, type HttpStream, longestBody } from './message.js';
import type { KmsHandlerOptions } from './options.js';

/** Answers requests for AWS KMS, as servers, workers and service workers give them. */
export type KmsHandler = (request: Request) => Promise<Response>;

/**
 * A world of AWS KMS as a function from a request to its response, for whatever has Fetch's types: Bun, Deno, Hono,
 * workers, service workers and Mock Service Worker. A network error that a fault asks for is a `Response.error()`; it
 * rejects only where the body of the request was read before.
 *
 * @example
 * const handler = kmsHandler(localKms());
 * Bun.serve({ port: 4566, fetch: handler });
 * // Mock Service Worker
 * http.post('https://kms.*.amazonaws.com/', ({ request }) => handler(request));
 *
 * @throws TypeError for what `localKms()` did not give, or an option that cannot be
 */
export function kmsHandler(kms: LocalKms, options: KmsHandlerOptions = {}): KmsHandler {
  const door = httpDoor(kms, options);
  return async (request) => responseOf(await answerTo(door, request));
}

async function answerTo(door: HttpDoor, request: Request): Promise<HttpAnswer> {
  const { pathname, search, host } = new URL(request.url);
  const body = await readBody(request, longestBody(pathname));
  if (body === CUT) return CUT;
  if (body === 'too large') return refused(tooLarge(), door.newRequestId());
  // Fetch's requests have no header of it where they have not passed a server.
  const header = (name: string) => request.headers.get(name) ?? (name === 'host' ? host : undefined);
  return answer(door, {
    method: request.method,
    target: pathname + search,
    header,
    sourceIp: clientAddress(header, undefined, door.trustProxy),
    body,
    isLocal: false,
    signal: request.signal,
  });
}

/** The whole body; one that is too long is not read to its end. */
async function readBody({ body, bodyUsed }: Request, longest: number): Promise<Uint8Array | 'too large' | typeof CUT> {
  if (body === null) return new Uint8Array();
  if (bodyUsed || body.locked) {
    refuse('request.body', 'it was read before; read that of request.clone(), and pass the request on');
  }
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return joined(chunks, length);
      chunks.push(value);
      length += value.length;
      if (length > longest) {
        await reader.cancel();
        return 'too large';
      }
    }
  } catch {
    // The client has gone.
    return CUT;
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function streamOf({ follow }: HttpStream): ReadableStream<Uint8Array> {
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      stop = follow((text) => controller.enqueue(toUtf8(text)));
    },
    cancel: () => stop(),
  });
}

function responseOf(answered: HttpAnswer): Response {
  if (answered === CUT) return Response.error();
  if ('follow' in answered) return new Response(streamOf(answered), answered);
  const { status, headers, body } = answered;
  // A response of this status has no body, not even an empty one.
  return new Response(status === 204 ? null : body, { status, headers });
}
