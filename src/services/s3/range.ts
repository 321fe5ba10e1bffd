import { type Layout, lengthOf, type Span } from './layout.js';
import { S3Refusal } from './refusal.js';
import type { S3Request } from './wire.js';

/** Which of the plaintext is asked for; undefined: all of it. */
export type Wanted = { readonly part: number } | { readonly range: string } | undefined;

const RANGE = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/;

/** What is no range, or more than one, S3 takes for none. */
export function wantedOf({ query, headers }: S3Request): Wanted {
  if (typeof query.partNumber === 'string') return { part: Number(query.partNumber) };
  const { range } = headers;
  return range !== undefined && RANGE.test(range) ? { range } : undefined;
}

/**
 * The bytes that are asked for.
 * @throws S3Refusal where there are none
 */
export function spanOf(wanted: Wanted, layout: Layout): Span {
  const length = lengthOf(layout);
  if (wanted === undefined) return { from: 0, to: length };
  if ('part' in wanted) return spanOfPart(wanted.part, layout);
  const [, first, last, suffix] = RANGE.exec(wanted.range) ?? [];
  const from = first === undefined ? Math.max(length - Number(suffix), 0) : Number(first);
  const to = first !== undefined && last ? Math.min(Number(last) + 1, length) : length;
  if (from >= to) throw invalidRange({ RangeRequested: wanted.range, ActualObjectSize: length });
  return { from, to };
}

function spanOfPart(number: number, layout: Layout): Span {
  const part = layout.find(({ head }) => (head.number || 1) === number);
  if (part === undefined) {
    throw new S3Refusal(416, 'InvalidPartNumber', 'The requested partnumber is not satisfiable', {
      details: { PartNumberRequested: number, ActualPartCount: layout.length },
    });
  }
  return { from: part.plain, to: part.plain + part.head.length };
}

function invalidRange(details: S3Refusal['details']): S3Refusal {
  return new S3Refusal(416, 'InvalidRange', 'The requested range is not satisfiable', { details });
}
