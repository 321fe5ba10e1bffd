import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import type { KmsHandler } from '../../src/http-door/http.js';

/** As much of the SDK's HTTP request as its request handlers need. */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export function fetchRequest({
  method,
  protocol,
  hostname,
  port,
  path,
  query = {},
  headers,
  body,
}: SdkRequest): Request {
  const search = new URLSearchParams(query).toString();
  const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search && `?${search}`}`;
  return new Request(url, { method, headers, ...(body !== undefined && { body: body as BodyInit }) });
}

/** A client whose requests a handler answers: signed and serialized by the SDK, but never sent. */
export function clientOver(handler: KmsHandler, config: KMSClientConfig = {}): KMSClient {
  return new KMSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' },
    ...config,
    requestHandler: {
      handle: async (request: SdkRequest) => {
        const response = await handler(fetchRequest(request));
        if (response.type === 'error') throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
        const body = new Uint8Array(await response.arrayBuffer());
        return { response: { statusCode: response.status, headers: Object.fromEntries(response.headers), body } };
      },
      destroy() {},
    } as never,
  });
}
