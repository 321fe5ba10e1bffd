import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isPromise } from '../../ports/maybe-promise.js';
import { answerCall } from '../answer.js';
import type { HttpDoor } from '../door.js';
import { CUT, type HttpResponse } from '../message.js';
import { ClientSignal } from './client-signal.js';
import { cut } from './cut.js';
import { plainAnswer } from './plain-answer.js';
import { type PlainRequest, plainRequest } from './plain-request.js';
import { whence } from './whence.js';

/** Connections on which all requests were plain so far. */
export interface PlainConnections {
  /** From now on each ends with its answer, or at once where none is waited for. */
  close(): void;
  /** Ends those that are left. */
  cut(): void;
}

/** A connection, as long as it is not handed to Node. */
interface PlainConnection {
  readonly socket: Socket;
  /** Who waits for an answer that is not there at once. */
  waiting: ClientSignal | undefined;
  /** What came meanwhile, of a client that asks ahead, and how many bytes that is. */
  ahead: Buffer[];
  aheadLength: number;
}

/** Who sends more is cut: nothing that is kept may grow without end, and of a socket that is not read nobody sees who goes. */
const MOST_AHEAD = 2 ** 20;

/**
 * Takes the connections of a server, and answers plain requests itself: node:http makes two streams for each request,
 * which takes three times as long as to read and write it all. With the first request that is not plain a connection goes
 * to Node, and stays there (decision 20).
 */
export function plainConnections(
  server: Server,
  event: 'connection' | 'secureConnection',
  door: HttpDoor,
  keepAlive: number,
): PlainConnections {
  const connections = new Set<PlainConnection>();
  let closing = false;
  const nodes = server.listeners(event);
  /** All of TCP: those over TLS come to `take` after their handshake, which may never end. */
  const sockets = new Set<Socket>();

  function take(socket: Socket): void {
    const connection: PlainConnection = { socket, waiting: undefined, ahead: [], aheadLength: 0 };

    function received(chunk: Buffer): void {
      if (connection.waiting !== undefined) {
        connection.ahead.push(chunk);
        connection.aheadLength += chunk.length;
        if (connection.aheadLength > MOST_AHEAD) cut(socket);
        return;
      }
      const request = plainRequest(chunk);
      if (request === undefined) handOver(chunk);
      else answer(request);
    }

    function answer({ headers, body, last }: PlainRequest): void {
      const signal = new ClientSignal();
      const header = (name: string) => headers.get(name);
      const from = whence(socket, header, door.trustProxy);
      const answered = answerCall(door, { method: 'POST', target: '/', header, body, signal, ...from });
      if (!isPromise(answered)) {
        send(answered, last);
        return;
      }
      connection.waiting = signal;
      void answered.then((late) => {
        const ahead = Buffer.concat(connection.ahead);
        connection.waiting = undefined;
        connection.ahead = [];
        connection.aheadLength = 0;
        send(late, last);
        if (ahead.length > 0 && socket.writable) received(ahead);
      });
    }

    function send(answered: HttpResponse | typeof CUT, last: boolean): void {
      if (!socket.writable) return;
      if (answered === CUT) {
        cut(socket);
        return;
      }
      const taken = socket.write(plainAnswer(answered, last || closing, keepAlive));
      if (last || closing) socket.destroySoon();
      else if (!taken) {
        // Who does not read its answers may ask no more.
        socket.pause();
        socket.once('drain', () => socket.resume());
      }
    }

    function handOver(chunk: Buffer): void {
      connections.delete(connection);
      for (const [name, listener] of listeners) socket.off(name, listener);
      socket.setTimeout(0);
      for (const node of nodes) node.call(server, socket);
      // As if it had just come.
      socket.emit('data', chunk);
    }

    function gone(): void {
      connections.delete(connection);
      connection.waiting?.abort();
    }

    function idle(): void {
      if (connection.waiting === undefined) socket.destroy();
    }

    const listeners = [
      ['data', received],
      ['end', () => socket.end()],
      ['close', gone],
      ['timeout', idle],
      // Without this one, an error of the connection would end the process.
      ['error', ignore],
    ] as const;
    connections.add(connection);
    socket.setTimeout(keepAlive);
    for (const [name, listener] of listeners) socket.on(name, listener);
  }

  // A runtime with another server behind node:http reads all of it itself.
  if (nodes.length > 0) {
    server.removeAllListeners(event);
    server.on(event, take);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  }

  return {
    close() {
      closing = true;
      for (const { socket, waiting } of connections) if (waiting === undefined) socket.destroySoon();
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function ignore(): void {}
