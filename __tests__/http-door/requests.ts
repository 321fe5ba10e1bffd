import { type KmsHandlerOptions, kmsHandler } from '../../src/http-door/http.js';
import { type LocalKms, type LocalKmsOptions, localKms } from '../../src/index.js';

export const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/kms/aws4_request, SignedHeaders=host;x-amz-date, Signature=0';

/** The beginning of a request as it is sent, in lines. */
export const HEADERS = [
  'POST / HTTP/1.1',
  'Host: localhost',
  'Content-Type: application/x-amz-json-1.1',
  'X-Amz-Target: TrentService.ListKeys',
  'X-Amz-Date: 20260101T000000Z',
  `Authorization: ${AUTHORIZATION}`,
];

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

type Headers = Readonly<Record<string, string | undefined>>;

/** A request as clients send it, but for what a test says otherwise; a header that is undefined is left out. */
export function post(
  operation: string,
  body: unknown = {},
  headers: Headers = {},
  url = 'http://127.0.0.1:4566/',
): Request {
  const given = Object.entries({
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `TrentService.${operation}`,
    'x-amz-date': '20260101T000000Z',
    authorization: AUTHORIZATION,
    ...headers,
  }).filter((header): header is [string, string] => header[1] !== undefined);
  const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return new Request(url, { method: 'POST', headers: given, body: text as BodyInit });
}

export interface Asking {
  readonly kms: LocalKms;
  /** Status and body, read as JSON where it is some. */
  ask(...request: Parameters<typeof post>): Promise<{ status: number; body: unknown }>;
  send(request: Request): Promise<Response>;
}

export function asking(options: LocalKmsOptions = {}, door: KmsHandlerOptions = {}): Asking {
  const kms = localKms(options);
  const send = kmsHandler(kms, door);
  return {
    kms,
    send,
    async ask(...request) {
      const response = await send(post(...request));
      const text = await response.text();
      return { status: response.status, body: /^[[{]/.test(text) ? JSON.parse(text) : text };
    },
  };
}

/** Options of a world with one key, `alias/orders`. */
export const ORDERS: LocalKmsOptions = {
  keys: [{ KeyId: KEY_ID }],
  aliases: [{ AliasName: 'alias/orders', TargetKeyId: KEY_ID }],
};
