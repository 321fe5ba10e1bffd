import { LAZY_GROUPS } from '../../../src/operations/groups.js';

/** What is written to a connection, piece by piece, and how it then ends. */
export interface HostileRequest {
  readonly pieces: readonly Buffer[];
  /** Whether the client goes without waiting for an answer. */
  readonly cut: boolean;
  /** Whether an answer must come: the request is whole, or can be seen to be none. */
  readonly answered: boolean;
}

type Random = () => number;

/** Numbers from 0 up to 1, the same for a seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const OPERATIONS = ['Encrypt', 'Decrypt', 'GenerateDataKey', 'GenerateRandom', 'CreateKey', 'DescribeKey']
  .concat(Object.values(LAZY_GROUPS).flat())
  // Slow by their nature, and odd input does not get that far.
  .filter((name) => !/DataKeyPair|ForImport/.test(name));

const NAMES = [
  'KeyId',
  'Plaintext',
  'CiphertextBlob',
  'Limit',
  'Marker',
  'EncryptionContext',
  'Tags',
  'Policy',
  'GrantTokens',
];
const TEXTS = [
  '',
  'alias/orders',
  'AQID',
  '*',
  '\u0000',
  '\ud800',
  '😀',
  'a'.repeat(9000),
  '1e999',
  '__proto__',
  '../..',
  '%00',
];
const BROKEN = [
  '',
  '{',
  '[',
  'null',
  '"x"',
  '{"a":}',
  '{"KeyId":"a",}',
  '\ufeff{}',
  `${'['.repeat(50_000)}`,
  '{}{}',
  'NaN',
  "{'a':1}",
];

export function hostileRequest(random: Random): HostileRequest {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const often = (chance: number) => random() < chance;

  function json(depth: number): unknown {
    const kind = Math.floor(random() * (depth > 3 ? 5 : 8));
    if (kind === 0) return pick(TEXTS);
    if (kind === 1) return pick([0, -1, 1.5, 1e308, 2 ** 53, 1767225600.123]);
    if (kind === 2) return pick([true, false]);
    if (kind === 3) return null;
    if (kind === 4) return pick(TEXTS);
    if (kind === 5) return Array.from({ length: Math.floor(random() * 4) }, () => json(depth + 1));
    return Object.fromEntries(
      Array.from({ length: Math.floor(random() * 5) }, () => [pick([...NAMES, ...TEXTS]), json(depth + 1)]),
    );
  }

  function bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  }

  function body(): Buffer {
    if (often(0.1)) return bytes(Math.floor(random() * 200));
    if (often(0.15)) return Buffer.from(pick(BROKEN));
    if (often(0.5)) return Buffer.from(JSON.stringify({ KeyId: 'alias/orders', ...(json(0) as object) }));
    return Buffer.from(JSON.stringify(json(0)) ?? '');
  }

  function authorization(): string {
    const scope = pick([
      'test/20260101/us-east-1/kms/aws4_request',
      'a/b/c',
      '111122223333/x/eu-west-1/kms/aws4_request',
      '/////',
    ]);
    return pick([
      `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${pick(['0', '', 'f'.repeat(64)])}`,
      `AWS4-HMAC-SHA256 Credential=${scope}`,
      'AWS4-',
      'Bearer x',
      `AWS4-HMAC-SHA256 ${'a=b,'.repeat(500)}`,
    ]);
  }

  if (often(0.05))
    return { pieces: [bytes(1 + Math.floor(random() * 300)), Buffer.from('\r\n\r\n')], cut: true, answered: false };

  const content = body();
  const ordinary = often(0.7);
  const headers = [
    'Host: localhost',
    `Content-Type: ${ordinary ? 'application/x-amz-json-1.1' : pick(['text/xml', 'application/json', '', 'a/b;'.repeat(99)])}`,
    `X-Amz-Target: ${often(0.9) ? 'TrentService.' : pick(['', 'trentservice.', 'X.'])}${often(0.9) ? pick(OPERATIONS) : pick(['', 'constructor', '__proto__', 'Tea'])}`,
    'X-Amz-Date: 20260101T000000Z',
    `Authorization: ${ordinary ? 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=0' : authorization()}`,
    `Amz-Sdk-Request: ${pick(['attempt=1', 'attempt=99999999999', 'attempt=-1', '', 'attempt=0'])}`,
  ].filter(() => often(0.97));
  if (often(0.05)) headers.push(`X-${pick(['A', 'Amz-Security-Token'])}: ${'x'.repeat(Math.floor(random() * 20_000))}`);
  if (often(0.03))
    headers.push(
      pick(['X A: b', ': b', 'X-A', '\u0001: b', 'Transfer-Encoding: chunked', 'Content-Length: 5', 'Expect: tea']),
    );

  // A length that promises more leaves the server waiting, as a slow client does.
  const promised = often(0.04) ? content.length + 1 + Math.floor(random() * 100) : content.length;
  // Without it, a connection waits for the next request.
  headers.push(`Content-Length: ${promised}`, 'Connection: close');
  const path = often(0.85)
    ? '/'
    : pick(['/?X-Amz-Algorithm=AWS4-HMAC-SHA256', '/_localkms/keys', '/_localkms/clock', '/%', '*', '//', '/?%%%']);
  const method = often(0.93) ? 'POST' : pick(['GET', 'PUT', 'OPTIONS', 'DELETE', 'HEAD', 'TRACE', 'BREW']);
  const whole = Buffer.concat([
    Buffer.from(`${[`${method} ${path} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`),
    content,
  ]);
  if (often(0.05))
    return { pieces: [whole.subarray(0, Math.floor(random() * whole.length))], cut: true, answered: false };
  const at = Math.floor(random() * whole.length);
  const pieces = often(0.1) ? [whole.subarray(0, at), whole.subarray(at)] : [whole];
  return { pieces, cut: promised > content.length, answered: promised === content.length };
}
