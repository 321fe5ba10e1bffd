import { toBase64 } from '../bytes/base64.js';
import { toHex } from '../bytes/hex.js';
import { toUtf8 } from '../bytes/utf8.js';
import {
  hostNotSigned,
  notTheDate,
  presignedRequestExpired,
  signatureExpired,
  signatureMismatch,
  signatureNotYetCurrent,
} from '../model/faults/requests.js';
import type { CryptoBackend, KeyMaterial } from '../ports/crypto-backend.js';
import type { HttpRequest } from './message.js';
import type { SignedRequest } from './signed-request.js';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** How far the clocks of client and service may be apart. */
const SKEW = 5 * 60_000;

/**
 * Refuses a request that the secret did not sign as it is, now.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function verifySignature(
  request: HttpRequest,
  signed: SignedRequest,
  secret: string,
  crypto: CryptoBackend,
): Promise<void> {
  checkDate(signed, Date.now());
  if (!signed.signedHeaders.split(';').includes('host')) throw hostNotSigned();
  const canonical = await hexHash(crypto, toUtf8(await canonicalRequest(request, signed, crypto)));
  const { day, region, service, terminator } = signed.credential;
  const scope = [day, region, service, terminator];
  const text = [ALGORITHM, signed.date, scope.join('/'), canonical].join('\n');
  let key = toUtf8(`AWS4${secret}`);
  for (const part of [...scope, text]) key = await crypto.mac(hmacKey(key), toUtf8(part));
  if (signed.algorithm !== ALGORITHM || toHex(key) !== signed.signature) throw signatureMismatch();
}

function checkDate({ date, credential: { day }, expires }: SignedRequest, now: number): void {
  const at = timeOf(date);
  const basic = Number.isNaN(at) ? date : basicDate(at);
  if (basic.slice(0, 8) !== day) throw notTheDate(day, basic.slice(0, 8), date);
  if (at > now + SKEW) throw signatureNotYetCurrent(basic, basicDate(now + SKEW), basicDate(now));
  // A presigned request holds for a week at most.
  if (expires !== undefined) {
    const end = at + Math.min(expires, 604_800) * 1000;
    if (!(end >= now)) throw presignedRequestExpired(basicDate(end), basicDate(now));
  } else if (!(at >= now - SKEW)) {
    throw signatureExpired(basic, basicDate(now - SKEW), basicDate(now));
  }
}

const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Of ISO 8601's basic format, or the format of a Date header. */
function timeOf(date: string): number {
  return Date.parse(BASIC.test(date) ? date.replace(BASIC, '$1-$2-$3T$4:$5:$6Z') : date);
}

function basicDate(time: number): string {
  if (Number.isNaN(time)) return '';
  return new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** What can be the name of a header; Fetch throws for others. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

async function canonicalRequest(request: HttpRequest, signed: SignedRequest, crypto: CryptoBackend): Promise<string> {
  const [path = '', query = ''] = request.target.split(/\?(.*)/s, 2);
  const headers = signed.signedHeaders.split(';').map((name) => {
    const value = (TOKEN.test(name) && request.header(name)) || '';
    return `${name}:${value.trim().replaceAll(/\s+/g, ' ')}\n`;
  });
  return [
    request.method,
    // The path is encoded a second time, as everywhere but in S3.
    path.split('/').map(encode).join('/') || '/',
    canonicalQuery(query),
    headers.join(''),
    signed.signedHeaders,
    await hexHash(crypto, request.body),
  ].join('\n');
}

function canonicalQuery(query: string): string {
  const parameters = [...new URLSearchParams(query)].filter(([name]) => name !== 'X-Amz-Signature');
  return parameters
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

/** RFC 3986: all but unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

async function hexHash(crypto: CryptoBackend, data: Uint8Array): Promise<string> {
  return toHex(await crypto.hash('SHA-256', data));
}

function hmacKey(bytes: Uint8Array): KeyMaterial {
  return { spec: 'HMAC_256', form: 'secret', value: toBase64(bytes) };
}
