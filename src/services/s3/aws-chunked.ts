import { concat } from '../../bytes/bytes.js';
import { fromUtf8 } from '../../bytes/utf8.js';
import type { Chunks } from './bodies.js';

/** A body out of the chunks in which the SDK sends streams, and the trailer behind them, once all is read. */
export interface Unchunked {
  readonly chunks: Chunks;
  trailer(): Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
export function unchunked(body: Chunks): Unchunked {
  const trailer: Record<string, string> = {};

  async function* read(): AsyncGenerator<Uint8Array, void> {
    const source = body[Symbol.asyncIterator]();
    let held: Uint8Array = new Uint8Array();

    /** More bytes than there were; false at the end. */
    async function more(): Promise<boolean> {
      const { done, value } = await source.next();
      if (done) return false;
      held = held.length === 0 ? value : concat(held, value);
      return true;
    }

    async function line(): Promise<string> {
      for (;;) {
        const end = held.indexOf(10);
        if (end >= 0) {
          const text = fromUtf8(held.subarray(0, end)).trimEnd();
          held = held.subarray(end + 1);
          return text;
        }
        if (!(await more())) return '';
      }
    }

    try {
      for (;;) {
        let left = Number.parseInt(await line(), 16);
        if (!(left > 0)) break;
        while (left > 0) {
          if (held.length === 0 && !(await more())) return;
          const piece = held.subarray(0, left);
          held = held.subarray(piece.length);
          left -= piece.length;
          yield piece;
        }
        await line();
      }
      for (let text = await line(); text !== ''; text = await line()) {
        const colon = text.indexOf(':');
        trailer[text.slice(0, colon).toLowerCase()] = text.slice(colon + 1).trim();
      }
    } finally {
      await source.return?.();
    }
  }

  return { chunks: read(), trailer: () => trailer };
}
