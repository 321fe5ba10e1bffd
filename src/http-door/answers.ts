import { KmsFault } from '../model/fault.js';
import { faultBody } from '../model/fault-body.js';
import { shown } from '../options/checks.js';
import { JSON_1_1, responseHeaders } from '../wire/response-headers.js';
import type { HttpResponse } from './message.js';

/** What an operation answered, in JSON; an empty body where it has no output. */
export function succeeded(body: string, requestId: string): HttpResponse {
  return { status: 200, headers: responseHeaders(JSON_1_1, requestId), body };
}

export function refused(fault: KmsFault, requestId: string): HttpResponse {
  return { status: fault.status, headers: responseHeaders(JSON_1_1, requestId), body: faultBody(fault) };
}

/** To a content type of another protocol, or none. */
export function unknownProtocol(requestId: string): HttpResponse {
  return { status: 404, headers: responseHeaders('text/xml', requestId), body: '<UnknownOperationException/>\n' };
}

/** To `application/json`, which AWS's services read as a protocol of their own that no SDK speaks. */
export function coralAnswer(exception: string, requestId: string): HttpResponse {
  const body = { Output: { __type: `com.amazon.coral.service#${exception}` }, Version: '1.0' };
  return { status: 200, headers: responseHeaders('application/json', requestId), body: JSON.stringify(body) };
}

/** To a call that ended by an error which is none of AWS's: a bug of the engine, or what a test's fault throws as it is. */
export function internalFailure(requestId: string): HttpResponse {
  return refused(new KmsFault('InternalFailure', undefined, 500), requestId);
}

/** To a page of an origin that no option names. */
export function foreignOrigin(origin: string): HttpResponse {
  const message = `[localkms] The origin ${shown(origin)} is not allowed: options.origins, or --origin, names those that are.`;
  return { status: 403, headers: { 'Content-Type': 'text/plain' }, body: message };
}

/** What a browser asks before it sends a page's request. */
export function preflight(origin: string, headers: string | undefined): HttpResponse {
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Methods': 'POST',
      ...(headers !== undefined && { 'Access-Control-Allow-Headers': headers }),
      'Access-Control-Max-Age': '600',
      Vary: 'Origin',
    },
    body: '',
  };
}
