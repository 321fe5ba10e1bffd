import type { Socket } from 'node:net';

/** What is to be told, by connection. */
const told = new WeakMap<Socket, Set<() => void>>();

/**
 * Tells once a connection has closed. Node tells it to the answer that is written, and not to those behind it of requests that
 * came ahead.
 * @returns what forgets it
 */
export function whenGone(socket: Socket, tell: () => void): () => void {
  const all = told.get(socket) ?? listening(socket);
  all.add(tell);
  return () => void all.delete(tell);
}

function listening(socket: Socket): Set<() => void> {
  const all = new Set<() => void>();
  told.set(socket, all);
  socket.once('close', () => {
    for (const tell of all) tell();
  });
  return all;
}
