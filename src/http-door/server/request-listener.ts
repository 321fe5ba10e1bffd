import type { IncomingMessage, ServerResponse } from 'node:http';
import { tooLarge } from '../../model/faults/requests.js';
import { isPromise } from '../../ports/maybe-promise.js';
import { answer } from '../answer.js';
import { refused } from '../answers.js';
import type { HttpDoor } from '../door.js';
import { CUT, type HttpAnswer, type HttpRequest, type HttpResponse, type HttpStream, longestBody } from '../message.js';
import { ClientSignal } from './client-signal.js';
import { cut } from './cut.js';
import { whenGone } from './when-gone.js';
import { whence } from './whence.js';

export interface Listener {
  listen(request: IncomingMessage, response: ServerResponse): void;
  /** From now on each connection ends with its answer, and an answer that goes on ends. */
  close(): void;
}

/** Answers what a server of Node's receives. Not by `Request` and `Response`, which would take longer than the call. */
export function requestListener(door: HttpDoor): Listener {
  let closing = false;
  const streams = new Set<() => void>();

  function stream(
    { socket }: IncomingMessage,
    response: ServerResponse,
    { status, headers, follow }: HttpStream,
  ): void {
    response.shouldKeepAlive = false;
    response.writeHead(status, headers);
    const stop = follow((text) => response.write(text));
    // It may stand behind another answer: then it ends long before it is closed.
    const end = () => {
      stop();
      response.end();
    };
    streams.add(end);
    whenGone(socket, () => {
      streams.delete(end);
      stop();
    });
  }

  function send(request: IncomingMessage, response: ServerResponse, answered: HttpAnswer): void {
    // Nobody would end what goes on for a client that has gone.
    if (request.socket.destroyed) return;
    if (answered === CUT) cut(request.socket);
    else if ('follow' in answered) stream(request, response, answered);
    else write(response, answered, closing);
  }

  function carryOut(request: IncomingMessage, response: ServerResponse, body: Uint8Array): void {
    // Cut by the answer to a request that came before it.
    if (request.socket.destroyed) return;
    const client = new ClientSignal();
    const answered = answer(door, requestOf(request, body, client, door.trustProxy));
    if (!isPromise(answered)) {
      send(request, response, answered);
      return;
    }
    // Nothing can happen to the client before, but while an answer is waited for.
    const forget = whenGone(request.socket, () => client.abort());
    void answered.then((late) => {
      forget();
      send(request, response, late);
    });
  }

  return {
    listen(request, response) {
      readBody(request, (body) => {
        if (body === 'too large') {
          // What is still to come is not read.
          response.shouldKeepAlive = false;
          return send(request, response, refused(tooLarge(), door.newRequestId()));
        }
        // Behind another answer, which may cut the connection as soon as it is made.
        if (response.socket === null) setImmediate(() => carryOut(request, response, body));
        else carryOut(request, response, body);
      });
    },
    close() {
      closing = true;
      for (const end of streams) end();
    },
  };
}

function requestOf(
  { method = '', url = '', headers, socket }: IncomingMessage,
  body: Uint8Array,
  signal: ClientSignal,
  trustProxy: boolean,
): HttpRequest {
  const header = (name: string) => {
    const value = headers[name];
    // Node gives `set-cookie` alone as a list; what an object inherits is no header.
    return typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : undefined;
  };
  return { method, target: url, header, body, signal, ...whence(socket, header, trustProxy) };
}

/** Text, not bytes: these would be a second write. */
function write(response: ServerResponse, { status, headers, body }: HttpResponse, last: boolean): void {
  if (last) response.shouldKeepAlive = false;
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

/** Tells the body once it is there; never, where the client goes before. */
function readBody(request: IncomingMessage, there: (body: Uint8Array | 'too large') => void): void {
  const longest = longestBody(request.url ?? '');
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    if (length > longest) return;
    chunks.push(chunk);
    length += chunk.length;
    if (length <= longest) return;
    request.pause();
    there('too large');
  });
  request.on('end', () => {
    if (length <= longest) there(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
  });
  // Without this one, an error of the connection would end the process.
  request.on('error', ignore);
}

function ignore(): void {}
