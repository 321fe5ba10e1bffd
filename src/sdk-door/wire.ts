import { toUtf8 } from '../bytes/utf8.js';
import type { KmsFault } from '../model/fault.js';
import { faultBody } from '../model/fault-body.js';

/** An HTTP response as the SDK's deserializer reads it. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly reason: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array | undefined;
}

export interface ResponseMetadata {
  readonly httpStatusCode: number;
  readonly requestId: string;
  readonly extendedRequestId: undefined;
  readonly cfId: undefined;
}

/** The members, undefined ones included, that the SDK reads off the headers of every response. */
export function responseMetadata(httpStatusCode: number, requestId: string): ResponseMetadata {
  return { httpStatusCode, requestId, extendedRequestId: undefined, cfId: undefined };
}

export function httpResponse(statusCode: number, requestId: string, body?: Uint8Array): HttpResponse {
  const headers = { 'x-amzn-requestid': requestId, 'content-type': 'application/x-amz-json-1.1' };
  return { statusCode, reason: '', headers, body };
}

/** The AWS JSON 1.1 response to a refused call. */
export function faultResponse(fault: KmsFault, requestId: string): HttpResponse {
  return httpResponse(fault.status, requestId, toUtf8(faultBody(fault)));
}

/** For a stack without deserializer, such as a command's own: the error as plain as the SDK's own properties allow. */
export function faultError(fault: KmsFault, requestId: string): Error {
  return Object.assign(new Error(fault.wireMessage ?? 'UnknownError'), {
    name: fault.name,
    $fault: fault.status < 500 ? 'client' : 'server',
    $metadata: responseMetadata(fault.status, requestId),
    __type: fault.name,
  });
}
