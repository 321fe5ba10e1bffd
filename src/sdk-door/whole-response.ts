import { toUtf8 } from '../bytes/utf8.js';
import { JSON_1_1, responseHeaders } from '../wire/response-headers.js';
import type { HttpResponse } from './wire.js';

/** https://www.rfc-editor.org/rfc/rfc9110#section-15 */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  403: 'Forbidden',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A response as the SDK's request handlers give it; names of headers in lower case, as Node and Fetch have them. */
export function wholeResponse(statusCode: number, requestId: string, text: string): HttpResponse {
  const body = toUtf8(text);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(responseHeaders(JSON_1_1, requestId))) headers[name.toLowerCase()] = value;
  headers['content-length'] = String(body.length);
  headers.date = new Date().toUTCString();
  return { statusCode, reason: REASONS[statusCode] ?? '', headers, body };
}
