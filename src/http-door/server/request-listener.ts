import type { IncomingMessage, ServerResponse } from 'node:http';
import { tooLarge } from '../../model/faults/requests.js';
import { answer } from '../answer.js';
import { refused } from '../answers.js';
import { clientAddress } from '../client-address.js';
import type { HttpDoor } from '../door.js';
import { CUT, type HttpAnswer, type HttpResponse, type HttpStream, longestBody } from '../message.js';
import { clientSignal } from './client-signal.js';

export interface Listener {
  listen(request: IncomingMessage, response: ServerResponse): void;
  /** From now on each connection ends with its answer, and an answer that goes on ends. */
  close(): void;
}

/** Answers what a server of Node's receives. Not by `Request` and `Response`, which would take longer than the call. */
export function requestListener(door: HttpDoor): Listener {
  let closing = false;
  const streams = new Set<ServerResponse>();

  function stream(response: ServerResponse, { status, headers, follow }: HttpStream): void {
    response.shouldKeepAlive = false;
    response.writeHead(status, headers);
    const stop = follow((text) => response.write(text));
    streams.add(response);
    response.once('close', () => {
      streams.delete(response);
      stop();
    });
  }

  return {
    listen: (request, response) =>
      void answerTo(door, request, response).then((answered) => {
        if (answered === CUT) request.socket.resetAndDestroy();
        else if (answered === undefined) return;
        else if ('follow' in answered) stream(response, answered);
        else write(response, answered, closing);
      }),
    close() {
      closing = true;
      for (const response of streams) response.end();
    },
  };
}

/** Undefined where nobody waits any more. */
async function answerTo(
  door: HttpDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<HttpAnswer | undefined> {
  const client = clientSignal();
  response.once('close', () => {
    if (!response.writableFinished) client.abort();
  });
  const body = await readBody(request);
  if (body === 'gone') return undefined;
  if (body === 'too large') {
    // What is still to come is not read.
    response.shouldKeepAlive = false;
    return refused(tooLarge(), door.newRequestId());
  }
  const { method = '', url = '', headers } = request;
  const header = (name: string) => {
    const value = headers[name];
    // Node gives `set-cookie` alone as a list.
    return typeof value === 'string' ? value : value?.join(', ');
  };
  const sourceIp = clientAddress(header, request.socket.remoteAddress, door.trustProxy);
  return answer(door, {
    method,
    target: url,
    header,
    body,
    sourceIp,
    isLocal: LOOPBACK.test(sourceIp ?? ''),
    signal: client,
  });
}

/** Of IPv4 and of IPv6. */
const LOOPBACK = /^127\.|^::1$/;

/** Text, not bytes: these would be a second write. */
function write(response: ServerResponse, { status, headers, body }: HttpResponse, last: boolean): void {
  if (last) response.shouldKeepAlive = false;
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function readBody(request: IncomingMessage): Promise<Uint8Array | 'too large' | 'gone'> {
  return new Promise((resolve) => {
    const longest = longestBody(request.url ?? '');
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= longest) return;
      request.pause();
      resolve('too large');
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    // Without this one, an error of the connection would end the process.
    request.on('error', () => resolve('gone'));
    request.on('close', () => resolve('gone'));
  });
}
