import { fromBase64Url, toBase64Url } from '../bytes/base64.js';
import { fromUtf8, toUtf8 } from '../bytes/utf8.js';
import type { Call } from '../contract/call.js';
import { invalidMarker } from '../model/faults/validation.js';

/** Limits of a list operation: AWS caps a Limit above `max` silently. */
export interface PageSize {
  readonly max: number;
  readonly default: number;
}

export interface PagingInput {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

/** One item and its place in the order of the list. */
export interface Placed<T> {
  readonly sequence: number;
  readonly record: T;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** The members of the output that tell of further pages. */
  readonly paging: { Truncated: boolean; NextMarker?: string };
}

/**
 * The page that `Marker` starts. A marker names the last place that was given, so items that come and go between two
 * pages never repeat or hide another. It holds for the same operation and parameters only.
 */
export async function page<T>(
  call: Call<PagingInput>,
  size: PageSize,
  after: (sequence: number) => Iterable<Placed<T>>,
): Promise<Page<T>> {
  const limit = Math.min(call.input.Limit ?? size.default, size.max);
  const start = call.input.Marker === undefined ? 0 : await openMarker(call, call.input.Marker);
  const items: T[] = [];
  let last = start;
  for (const { sequence, record } of after(start)) {
    if (items.length === limit) {
      return { items, paging: { Truncated: true, NextMarker: await sealMarker(call, last) } };
    }
    items.push(record);
    last = sequence;
  }
  return { items, paging: { Truncated: false } };
}

/** What a marker is bound to: everything but the page size and the marker itself. */
function boundTo({ caller, info, input }: Call<PagingInput>): string {
  const { Limit: _limit, Marker: _marker, ...parameters } = input;
  return JSON.stringify(['marker', info.operation, caller.scope.account, caller.scope.region, parameters]);
}

async function sealMarker(call: Call<PagingInput>, sequence: number): Promise<string> {
  const sealed = await call.world.tokens.seal(boundTo(call), toUtf8(String(sequence)));
  return toBase64Url(sealed);
}

async function openMarker(call: Call<PagingInput>, marker: string): Promise<number> {
  const opened = await call.world.tokens.open(boundTo(call), decoded(marker));
  if (opened === undefined) throw invalidMarker();
  return Number(fromUtf8(opened));
}

function decoded(marker: string): Uint8Array {
  try {
    return fromBase64Url(marker);
  } catch {
    throw invalidMarker();
  }
}
