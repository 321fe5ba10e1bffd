import { concat } from '../../bytes/bytes.js';
import { toUtf8 } from '../../bytes/utf8.js';
import { builtin } from '../../runtime/builtin.js';

export type Chunks = AsyncIterable<Uint8Array>;

/** As much of Node's streams as is touched here. */
interface NodeReadable extends AsyncIterable<Uint8Array | string> {
  pipe<To>(to: To, options?: object): To;
  on(event: 'error', listener: (error: Error) => void): unknown;
  destroy(error?: Error): void;
}

interface NodeStreams {
  readonly Readable: { from(chunks: AsyncIterable<Uint8Array>, options: { objectMode: false }): NodeReadable };
}

/** The bytes of a body of a request or response, whatever the SDK takes and gives. */
export async function* chunksOf(body: unknown): AsyncGenerator<Uint8Array, void> {
  if (body === undefined || body === null) return;
  if (typeof body === 'string') yield toUtf8(body);
  else if (ArrayBuffer.isView(body)) yield new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  else if (isBlob(body)) yield* readWebStream(body.stream());
  else if (isWebStream(body)) yield* readWebStream(body);
  else for await (const chunk of body as NodeReadable) yield typeof chunk === 'string' ? toUtf8(chunk) : chunk;
}

/** Chunks as a body of the same kind: whoever gave that body can send, or read, this one. */
export async function bodyLike(body: unknown, chunks: Chunks): Promise<unknown> {
  if (isWebStream(body)) return webStreamOf(chunks);
  if (isNodeReadable(body)) return nodeStreamOf(chunks);
  return isBlob(body) ? blobOf(chunks) : collected(chunks);
}

export async function collected(chunks: Chunks): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  return concat(...pieces);
}

/** Lets go of a body that nobody reads. */
export async function abandon(body: unknown): Promise<void> {
  if (isNodeReadable(body)) body.destroy();
  else if (isWebStream(body)) await body.cancel();
}

async function blobOf(chunks: Chunks): Promise<Blob> {
  const parts: BlobPart[] = [];
  for await (const chunk of chunks) parts.push(chunk as Uint8Array<ArrayBuffer>);
  return new Blob(parts);
}

function nodeStreamOf(chunks: Chunks): NodeReadable {
  const streams = builtin<NodeStreams>('node:stream');
  if (streams === undefined)
    throw new Error('[localkms] this runtime has streams of Node, but not the module node:stream');
  return tellingItsTarget(streams.Readable.from(chunks, { objectMode: false }));
}

/** When it fails, so does the request that it is piped into, which else would wait for the rest for ever. */
function tellingItsTarget(stream: NodeReadable): NodeReadable {
  const { pipe } = stream;
  stream.pipe = (target, options) => {
    stream.on('error', (error) => (target as { destroy?(error: Error): void }).destroy?.(error));
    return pipe.call(stream, target, options) as typeof target;
  };
  return stream;
}

function webStreamOf(chunks: Chunks): ReadableStream<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return?.();
    },
  });
}

/** Not every browser can iterate over a stream. */
async function* readWebStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = stream.getReader();
  let isRead = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    isRead = true;
  } finally {
    if (!isRead) await reader.cancel();
  }
}

function isNodeReadable(body: unknown): body is NodeReadable {
  return typeof (body as Partial<NodeReadable> | null)?.pipe === 'function';
}

function isWebStream(body: unknown): body is ReadableStream<Uint8Array> {
  return typeof (body as Partial<ReadableStream> | null)?.getReader === 'function';
}

function isBlob(body: unknown): body is Blob {
  return typeof (body as Partial<Blob> | null)?.stream === 'function';
}
