import type { Socket } from 'node:net';

/** Ends a connection with a reset, as a network does; over TLS Node can close alone, which clients take for the same. */
export function cut(socket: Socket): void {
  if ('encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
}
