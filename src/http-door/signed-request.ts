import { memo } from '../bytes/memo.js';
import {
  credentialMalformed,
  headerIncomplete,
  notSigned,
  queryIncomplete,
  signedTwice,
} from '../model/faults/requests.js';
import type { HttpRequest } from './message.js';

/** Who signed, when, and for which service. */
export interface Credential {
  readonly accessKeyId: string;
  /** `YYYYMMDD` of the credential scope. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** What the signature of a request says (Signature Version 4), checked for its form alone. */
export interface SignedRequest {
  readonly algorithm: string;
  readonly credential: Credential;
  /** Names in lower case, as they were sent: `host;x-amz-date`. */
  readonly signedHeaders: string;
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
  const text = header.trim();
  const begun = text.search(/\s/);
  // The last parameter is the signature; what is before it comes again and again.
  const comma = text.lastIndexOf(',');
  const end = begun < 0 || comma < begun ? text.length : comma;
  const { algorithm, parameters } = beginningOf(text.slice(0, end));
  const [lastName, last] = parameterOf(withoutSpaces(text.slice(end + 1)));
  const given = (name: string) => (name === lastName ? last : parameters.get(name)) ?? '';
  const date = request.header('x-amz-date') ?? request.header('date') ?? '';
  const [credential, signature, signedHeaders] = [given('Credential'), given('Signature'), given('SignedHeaders')];
  if (credential === '' || signature === '' || signedHeaders === '' || date === '') {
    const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => given(name) === '');
    throw headerIncomplete(missing, date !== '', header);
  }
  return {
    algorithm,
    credential: credentialOf(credential),
    signedHeaders: signedHeaders.toLowerCase(),
    signature,
    date,
    expires: undefined,
    sessionToken: request.header('x-amz-security-token'),
  };
}

/** Programs have few credentials, and sign the same headers. */
const REMEMBERED = 100;

const beginningOf = memo(REMEMBERED, (text: string) => {
  const [algorithm = '', ...rest] = text.split(/\s+/);
  return { algorithm, parameters: new Map(rest.join('').split(',').map(parameterOf)) };
});

/** What SDKs write has one, in front. */
function withoutSpaces(text: string): string {
  const trimmed = text.trim();
  return /\s/.test(trimmed) ? trimmed.replaceAll(/\s+/g, '') : trimmed;
}

function parameterOf(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

function fromQuery(query: URLSearchParams): SignedRequest {
  const given = (name: string) => query.get(`X-Amz-${name}`) ?? '';
  const missing = ['Algorithm', 'Credential', 'Signature', 'SignedHeaders', 'Date'].filter(
    (name) => given(name) === '',
  );
  if (missing.length > 0) throw queryIncomplete(missing);
  return {
    algorithm: given('Algorithm'),
    credential: credentialOf(given('Credential')),
    signedHeaders: given('SignedHeaders').toLowerCase(),
    signature: given('Signature'),
    date: given('Date'),
    expires: Number(given('Expires')),
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
  };
}

const credentialOf = memo(REMEMBERED, (text: string): Credential => {
  const parts = text.split('/');
  const [accessKeyId = '', day = '', region = '', service = '', terminator = ''] = parts;
  if (parts.length !== 5) throw credentialMalformed(text);
  return { accessKeyId, day, region, service, terminator };
});
