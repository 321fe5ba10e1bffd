import { type MaybePromise, whenReady } from '../ports/maybe-promise.js';
import { foreignOrigin, preflight } from './answers.js';
import type { HttpDoor } from './door.js';
import { handle } from './handle.js';
import { ADMINISTRATION, CUT, type HttpAnswer, type HttpRequest, type HttpResponse } from './message.js';

/** Answers a request: a call, or what administers the world. */
export function answer(door: HttpDoor, request: HttpRequest): MaybePromise<HttpAnswer> {
  return request.target.startsWith(ADMINISTRATION) ? door.administer(request) : answerCall(door, request);
}

/**
 * Answers a call, of a page only where its origin is allowed: else any page that a developer opens could ask for what
 * the keys on the same machine protect (https://fetch.spec.whatwg.org/#http-cors-protocol).
 */
export function answerCall(door: HttpDoor, request: HttpRequest): MaybePromise<HttpResponse | typeof CUT> {
  const origin = request.header('origin');
  if (origin === undefined) return handle(door, request);
  if (!door.allowsOrigin(origin)) return foreignOrigin(origin);
  if (request.method === 'OPTIONS') return preflight(origin, request.header('access-control-request-headers'));
  return whenReady(handle(door, request), (answered) => {
    if (answered === CUT) return CUT;
    const headers = { ...answered.headers, ...sharedWith(origin) };
    return { ...answered, headers };
  });
}

function sharedWith(origin: string): Record<string, string> {
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': '*', Vary: 'Origin' };
}
