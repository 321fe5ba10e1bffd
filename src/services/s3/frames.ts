import { concat } from '../../bytes/bytes.js';
import { fromUtf8, toUtf8 } from '../../bytes/utf8.js';
import type { CryptoBackend, KeyMaterial } from '../../ports/crypto-backend.js';
import type { Chunks } from './bodies.js';
import { changedWhereStored } from './changed.js';
import type { DataKey } from './data-keys.js';
import type { Frame } from './layout.js';
import { ASIDE, FRAME, nonceOf, type PartHead } from './part-head.js';
import { S3Refusal } from './refusal.js';

type Sealing = Pick<DataKey, 'material'>;

/** The frames of a part, one after the other: never more than one is held. */
export async function* sealedFrames(
  crypto: CryptoBackend,
  { material }: Sealing,
  head: PartHead,
  chunks: Chunks,
): Chunks {
  let number = 0;
  for await (const frame of framesOf(chunks, head.length)) {
    yield await crypto.seal(material, nonceOf(head, number++), head.bytes, frame);
  }
}

/**
 * Cuts what comes into frames. The last is held back until everything has come and is as long as was said: what fails before
 * is not stored.
 */
async function* framesOf(chunks: Chunks, length: number): Chunks {
  let held: Uint8Array[] = [];
  let size = 0;
  let seen = 0;
  for await (const chunk of chunks) {
    seen += chunk.length;
    if (seen > length) break;
    held.push(chunk);
    size += chunk.length;
    if (size <= FRAME) continue;
    const bytes = concat(...held);
    let at = 0;
    for (; size - at > FRAME; at += FRAME) yield bytes.subarray(at, at + FRAME);
    held = [bytes.slice(at)];
    size -= at;
  }
  if (seen !== length) throw incompleteBody();
  yield concat(...held);
}

function incompleteBody(): S3Refusal {
  return new S3Refusal(
    400,
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  );
}

/** The plaintext of some frames out of bytes that begin at a place of what is stored. */
export async function* openedFrames(
  crypto: CryptoBackend,
  { material }: Sealing,
  frames: Iterable<Frame>,
  stored: Chunks,
  start: number,
): Chunks {
  const reader = byteReader(stored);
  let place = start;
  try {
    for (const { head, number, at, size, from, to } of frames) {
      // Heads of parts lie between.
      await reader.take(at - place);
      const sealed = await reader.take(size);
      place = at + size;
      const frame = await open(crypto, material, head, number, sealed);
      yield frame.subarray(from, to);
    }
  } finally {
    await reader.end();
  }
}

/** Takes bytes by number out of chunks of any size. */
function byteReader(chunks: Chunks) {
  const source = chunks[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array();
  return {
    async take(count: number): Promise<Uint8Array> {
      const pieces = [held];
      let size = held.length;
      while (size < count) {
        const { done, value } = await source.next();
        if (done) throw changedWhereStored('is shorter than it was');
        pieces.push(value);
        size += value.length;
      }
      const bytes = pieces.length > 1 ? concat(...pieces) : held;
      held = bytes.subarray(count);
      return bytes.subarray(0, count);
    },
    async end(): Promise<void> {
      await source.return?.();
    },
  };
}

/** A value that is not of the body, such as a checksum, so that only who may read the body can read it. */
export async function sealValue(
  crypto: CryptoBackend,
  { material }: Sealing,
  head: PartHead,
  value: unknown,
  length = 0,
): Promise<Uint8Array> {
  const json = toUtf8(JSON.stringify(value).padEnd(length));
  return crypto.seal(material, nonceOf(head, ASIDE), head.bytes, json);
}

export async function openValue(
  crypto: CryptoBackend,
  { material }: Sealing,
  head: PartHead,
  sealed: Uint8Array,
): Promise<unknown> {
  return JSON.parse(fromUtf8(await open(crypto, material, head, ASIDE, sealed)));
}

async function open(
  crypto: CryptoBackend,
  material: KeyMaterial,
  head: PartHead,
  number: number,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  try {
    return await crypto.open(material, nonceOf(head, number), head.bytes, sealed);
  } catch (error) {
    throw changedWhereStored('cannot be decrypted', error);
  }
}
