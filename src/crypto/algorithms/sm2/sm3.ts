const BLOCK_BYTES = 64;
const INITIAL: readonly number[] = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
];

/** The SM3 hash (GB/T 32905-2016), 32 bytes. */
export function sm3(message: Uint8Array): Uint8Array {
  const padded = pad(message);
  const state = Int32Array.from(INITIAL);
  for (let at = 0; at < padded.byteLength; at += BLOCK_BYTES) compress(state, padded, at);
  const out = new DataView(new ArrayBuffer(4 * state.length));
  state.forEach((word, i) => {
    out.setInt32(4 * i, word);
  });
  return new Uint8Array(out.buffer);
}

/** A one bit, zeros, and the length in bits as 64-bit integer. */
function pad(message: Uint8Array): DataView {
  const length = Math.ceil((message.length + 9) / BLOCK_BYTES) * BLOCK_BYTES;
  const padded = new Uint8Array(length);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(length - 8, BigInt(message.length) * 8n);
  return view;
}

/** GB/T 32905 §5.3: the state after one more block. */
function compress(state: Int32Array, block: DataView, at: number): void {
  const w = expand(block, at);
  let [a, b, c, d, e, f, g, h] = state as unknown as Octet;
  for (let j = 0; j < 64; j++) {
    const constant = j < 16 ? 0x79cc4519 : 0x7a879d8a;
    const wj = w[j] as number;
    const ss1 = rotate((rotate(a, 12) + e + rotate(constant, j % 32)) | 0, 7);
    const ss2 = ss1 ^ rotate(a, 12);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + ss2 + (wj ^ (w[j + 4] as number))) | 0;
    const tt2 = (gg + h + ss1 + wj) | 0;
    [d, c, b, a] = [c, rotate(b, 9), a, tt1];
    [h, g, f, e] = [g, rotate(f, 19), e, p0(tt2)];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (state[i] as number) ^ word;
  });
}

function expand(block: DataView, at: number): Int32Array {
  const w = new Int32Array(68);
  for (let j = 0; j < 16; j++) w[j] = block.getInt32(at + 4 * j);
  for (let j = 16; j < 68; j++) {
    const [w16, w13, w9, w6, w3] = [w[j - 16], w[j - 13], w[j - 9], w[j - 6], w[j - 3]] as Five;
    w[j] = p1(w16 ^ w9 ^ rotate(w3, 15)) ^ rotate(w13, 7) ^ w6;
  }
  return w;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function p0(word: number): number {
  return word ^ rotate(word, 9) ^ rotate(word, 17);
}

function p1(word: number): number {
  return word ^ rotate(word, 15) ^ rotate(word, 23);
}

type Five = [number, number, number, number, number];
type Octet = [number, number, number, number, number, number, number, number];
