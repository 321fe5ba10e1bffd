import {
  credentialMalformed,
  headerIncomplete,
  notSigned,
  queryIncomplete,
  signedTwice,
} from '../model/faults/requests.js';
import type { HttpRequest } from './message.js';

/** What the signature of a request says (Signature Version 4), checked for its form alone. */
export interface SignedRequest {
  readonly algorithm: string;
  readonly accessKeyId: string;
  /** `YYYYMMDD` of the credential scope. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  /** Names in lower case, as they were sent. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`, or what stands in its place. */
  readonly date: string;
  /** Seconds for which a presigned request holds; undefined for a signature in the header. */
  readonly expires: number | undefined;
  readonly sessionToken: string | undefined;
}

/**
 * Reads the signature off the header or the query string.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function signedRequest(request: HttpRequest): SignedRequest {
  const header = request.header('authorization');
  const at = request.target.indexOf('?');
  const query = at < 0 ? undefined : new URLSearchParams(request.target.slice(at + 1));
  const presigned = query?.has('X-Amz-Algorithm') === true;
  if (presigned && header !== undefined) throw signedTwice();
  if (presigned) return fromQuery(query);
  if (header === undefined || !header.trim().startsWith('AWS4-')) throw notSigned();
  return fromHeader(header, request);
}

function fromHeader(header: string, request: HttpRequest): SignedRequest {
  const [algorithm = '', ...rest] = header.trim().split(/\s+/);
  const parameters = new Map<string, string>();
  for (const parameter of rest.join('').split(',')) {
    const at = parameter.indexOf('=');
    parameters.set(parameter.slice(0, at), parameter.slice(at + 1));
  }
  const given = (name: string) => parameters.get(name) ?? '';
  const date = request.header('x-amz-date') ?? request.header('date') ?? '';
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => given(name) === '');
  if (missing.length > 0 || date === '') throw headerIncomplete(missing, date !== '', header);
  return {
    algorithm,
    ...credentialOf(given('Credential')),
    signedHeaders: given('SignedHeaders').toLowerCase().split(';'),
    signature: given('Signature'),
    date,
    expires: undefined,
    sessionToken: request.header('x-amz-security-token'),
  };
}

function fromQuery(query: URLSearchParams): SignedRequest {
  const given = (name: string) => query.get(`X-Amz-${name}`) ?? '';
  const missing = ['Algorithm', 'Credential', 'Signature', 'SignedHeaders', 'Date'].filter(
    (name) => given(name) === '',
  );
  if (missing.length > 0) throw queryIncomplete(missing);
  return {
    algorithm: given('Algorithm'),
    ...credentialOf(given('Credential')),
    signedHeaders: given('SignedHeaders').toLowerCase().split(';'),
    signature: given('Signature'),
    date: given('Date'),
    expires: Number(given('Expires')),
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
  };
}

type Credential = Pick<SignedRequest, 'accessKeyId' | 'day' | 'region' | 'service' | 'terminator'>;

function credentialOf(text: string): Credential {
  const parts = text.split('/');
  const [accessKeyId = '', day = '', region = '', service = '', terminator = ''] = parts;
  if (parts.length !== 5) throw credentialMalformed(text);
  return { accessKeyId, day, region, service, terminator };
}
