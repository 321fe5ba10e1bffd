/** A request of the SDK's S3 client before it is signed; the names of its headers are in lower case. */
export interface S3Request {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A response as the SDK's deserializer reads it. */
export interface S3Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Signs a request, sends it to the store of the objects, and answers what came back, whatever its status. */
export type Send = (request: S3Request) => Promise<S3Response>;

export type Headers = Readonly<Record<string, string>>;

/** The headers without those whose name is one of a kind. */
export function without(headers: Headers, isOne: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isOne(name)));
}

/** The request with some members of its query set; undefined takes one away. */
export function withQuery(request: S3Request, changes: Readonly<Record<string, string | undefined>>): S3Request {
  const query = Object.entries({ ...request.query, ...changes }).filter(([, value]) => value !== undefined);
  return { ...request, query: Object.fromEntries(query) };
}

/** What the store answers where bytes of an object were to be read: whoever asked S3 is told the same. */
export class UnreadObject extends Error {
  readonly response: S3Response;

  constructor(response: S3Response) {
    super(`[localkms] an object of S3 could not be read: ${response.statusCode}`);
    this.response = response;
  }
}

/** Whether S3 did what was asked. */
export function succeeded({ statusCode }: S3Response): boolean {
  return statusCode >= 200 && statusCode < 300;
}
