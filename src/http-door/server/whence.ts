import type { Socket } from 'node:net';
import { clientAddress } from '../client-address.js';
import type { HttpRequest } from '../message.js';

/** Of IPv4 and of IPv6. */
const LOOPBACK = /^127\.|^::1$/;

/** Where a request came from. */
export function whence(
  { remoteAddress }: Socket,
  header: HttpRequest['header'],
  trustProxy: boolean,
): Pick<HttpRequest, 'sourceIp' | 'isLocal'> {
  const sourceIp = clientAddress(header, remoteAddress, trustProxy);
  return { sourceIp, isLocal: LOOPBACK.test(sourceIp ?? '') };
}
