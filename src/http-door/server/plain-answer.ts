import { memo } from '../../bytes/memo.js';
import { builtin } from '../../runtime/builtin.js';
import type { HttpResponse } from '../message.js';

/** A whole response as node:http would write it: its headers in the same order, and as one text, which is one write. */
export function plainAnswer({ status, headers, body }: HttpResponse, last: boolean, keepAlive: number): string {
  let head = `HTTP/1.1 ${status} ${reason(status)}\r\n`;
  for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
  const connection = last ? 'close' : `keep-alive\r\nKeep-Alive: timeout=${keepAlive / 1000}`;
  return `${head}Content-Length: ${Buffer.byteLength(body)}\r\nDate: ${date()}\r\nConnection: ${connection}\r\n\r\n${body}`;
}

const reason = memo(
  100,
  (status: number) => builtin<typeof import('node:http')>('node:http')?.STATUS_CODES[status] ?? '',
);

let second = 0;
let written = '';

/** The real time, not the world's: SDKs set the clock by which they sign by it. Made once a second. */
function date(): string {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    written = new Date(now * 1000).toUTCString();
  }
  return written;
}
