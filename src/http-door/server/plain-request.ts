import { memo } from '../../bytes/memo.js';

/** A request as SDKs send nearly all of theirs: whole, in one piece, and with nothing to negotiate. */
export interface PlainRequest {
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Whether the connection ends with its answer. */
  readonly last: boolean;
}

const REQUEST_LINE = 'POST / HTTP/1.1\r\n';

/** Half of what Node takes. */
const LONGEST_HEAD = 8192;

/** Lines of printable ASCII. Not tabs, which parsers do not take alike around a length. */
const HEADER_LINES = /^(?:[ -~]+\r\n)+$/;

/** RFC 9110 §5.6.2 */
const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;

/** Clients send the same names again and again. No name where there is none. */
const readName = memo(100, (sent: string) => (TOKEN.test(sent) ? sent.toLowerCase() : ''));

const DIGITS = /^\d{1,5}$/;

/**
 * Reads what came of a connection, where that is one plain request and nothing else. All that is not plain (also what is
 * wrong) is undefined: Node's own parser reads it, so that this one need know no more of HTTP than what it lets through.
 */
export function plainRequest(chunk: Buffer): PlainRequest | undefined {
  const end = chunk.indexOf('\r\n\r\n');
  if (end < REQUEST_LINE.length || end > LONGEST_HEAD) return undefined;
  const head = chunk.toString('latin1', 0, end + 2);
  const headers = head.startsWith(REQUEST_LINE) ? headersOf(head.slice(REQUEST_LINE.length)) : undefined;
  if (headers === undefined || !isPlain(headers)) return undefined;
  const body = chunk.subarray(end + 4);
  const length = headers.get('content-length') ?? '';
  if (!DIGITS.test(length) || Number(length) !== body.length) return undefined;
  const connection = headers.get('connection')?.toLowerCase() ?? 'keep-alive';
  if (connection !== 'keep-alive' && connection !== 'close') return undefined;
  return { headers, body, last: connection === 'close' };
}

/** Undefined where one is malformed, or comes twice: Node knows which of them to join. */
function headersOf(lines: string): Map<string, string> | undefined {
  if (!HEADER_LINES.test(lines)) return undefined;
  const headers = new Map<string, string>();
  for (let at = 0; at < lines.length; ) {
    const end = lines.indexOf('\r\n', at);
    const name = readName(lines.slice(at, lines.indexOf(':', at)));
    if (name === '' || headers.has(name)) return undefined;
    headers.set(name, lines.slice(lines.indexOf(':', at) + 1, end).trim());
    at = end + 2;
  }
  return headers;
}

/** They tell how a body comes, ask for another protocol, or are taken for `Connection` by Node. */
const NOT_PLAIN = ['transfer-encoding', 'expect', 'upgrade', 'proxy-connection'];

/** HTTP/1.1 demands a host (RFC 9112 §3.2). */
function isPlain(headers: ReadonlyMap<string, string>): boolean {
  return headers.has('host') && !NOT_PLAIN.some((name) => headers.has(name));
}
