import type { HttpRequest } from '../message.js';

/** Why a request may not administer a world: status and text; undefined where it may. */
export type Objection = { readonly status: 401 | 403; readonly error: string } | undefined;

/** A loopback address or name, with or without a port, as Host and Origin have it. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * With a token, whoever has it may. Without one, only programs of this machine: a page of any site could send requests to
 * 127.0.0.1 too, but not without its Origin, or, where its name was rebound to that address, without its Host.
 */
export function objectionTo(request: HttpRequest, token: string | undefined): Objection {
  if (token !== undefined) {
    if (request.header('authorization') === `Bearer ${token}`) return undefined;
    return {
      status: 401,
      error: '[localkms] expected the header Authorization: Bearer with the token of --admin-token',
    };
  }
  const host = request.header('host') ?? '';
  const origin = request.header('origin');
  if (request.isLocal && LOOPBACK.test(host) && (origin === undefined || origin.replace(/^https?:\/\//, '') === host)) {
    return undefined;
  }
  return {
    status: 403,
    error: '[localkms] without an --admin-token, only programs of this machine may ask, at localhost or 127.0.0.1',
  };
}
