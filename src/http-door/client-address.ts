import type { HttpRequest } from './message.js';

/** An IPv4 address within IPv6, as sockets of both give it. */
const IPV4_WITHIN = /^::ffff:(?=\d+\.)/i;

/**
 * The address of the client. Behind a proxy that is trusted it is the last one of X-Forwarded-For, which that proxy wrote;
 * those before it anybody may have written.
 */
export function clientAddress(
  header: HttpRequest['header'],
  socketAddress: string | undefined,
  trustProxy: boolean,
): string | undefined {
  const forwarded = trustProxy ? header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return (forwarded || socketAddress)?.replace(IPV4_WITHIN, '');
}
