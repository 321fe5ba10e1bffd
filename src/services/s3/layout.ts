import { fromBase64 } from '../../bytes/base64.js';
import { changedWhereStored } from './changed.js';
import { FRAME, HEAD_LENGTH, type PartHead, readPartHead, sealedLength, TAG } from './part-head.js';

/** A part of an object, and where it is in what is stored and in the plaintext. */
export interface Part {
  readonly head: PartHead;
  /** Where its first frame is stored. */
  readonly stored: number;
  /** Where its plaintext begins. */
  readonly plain: number;
}

export type Layout = readonly Part[];

/** Layouts that were read, by bucket, key and ETag: an object in parts tells its layout in as many places as it has parts. */
export type Layouts = Map<string, Layout>;

/** A frame that is to be read, and which bytes of its plaintext are wanted. */
export interface Frame {
  readonly head: PartHead;
  readonly number: number;
  /** Where it is stored. */
  readonly at: number;
  /** Bytes that it is stored in. */
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** Bytes from one place up to another, which is not among them. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function layoutOfOne(head: string): Layout {
  return [{ head: readPartHead(fromBase64(head)), stored: 0, plain: 0 }];
}

/**
 * Reads the head of each part, which tells where the next part begins.
 * @throws Error where the parts are not those of an object, whose numbers ascend
 */
export async function readLayout(
  total: number,
  read: (from: number, to: number) => Promise<Uint8Array>,
): Promise<Layout> {
  const parts: Part[] = [];
  let plain = 0;
  let latest = 0;
  for (let at = 0; at < total; ) {
    const head = readPartHead(await read(at, at + HEAD_LENGTH));
    if (head.number <= latest) throw changedWhereStored('has its parts in another order');
    latest = head.number;
    const stored = at + HEAD_LENGTH;
    parts.push({ head, stored, plain });
    plain += head.length;
    at = stored + sealedLength(head.length);
  }
  if (latest === 0) throw changedWhereStored('is shorter than it was');
  return parts;
}

export function lengthOf(layout: Layout): number {
  return layout.reduce((length, { head }) => length + head.length, 0);
}

/** Where the frames are stored that hold some of the plaintext. */
export function storedSpan(layout: Layout, span: Span): Span {
  const [first] = framesIn(layout, { from: span.from, to: span.from + 1 });
  const [last] = framesIn(layout, { from: span.to - 1, to: span.to });
  return { from: first?.at ?? 0, to: last === undefined ? 0 : last.at + last.size };
}

/** The frames that hold some of the plaintext, in their order. */
export function* framesIn(layout: Layout, span: Span): Generator<Frame> {
  for (const { head, stored, plain } of layout) {
    const from = Math.max(span.from - plain, 0);
    const to = Math.min(span.to - plain, head.length);
    if (from >= to) continue;
    for (let number = Math.floor(from / FRAME); number * FRAME < to; number++) {
      const begin = number * FRAME;
      const length = Math.min(FRAME, head.length - begin);
      yield {
        head,
        number,
        at: stored + number * (FRAME + TAG),
        size: length + TAG,
        from: Math.max(from - begin, 0),
        to: Math.min(to - begin, length),
      };
    }
  }
}
