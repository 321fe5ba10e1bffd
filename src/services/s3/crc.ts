/** A checksum that is worked out piece by piece. */
export interface Digest {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Polynomials, reflected, as two halves: https://reveng.sourceforge.io/crc-catalogue/all.htm */
const POLYNOMIALS = {
  CRC32: { high: 0, low: 0xedb8_8320 },
  CRC32C: { high: 0, low: 0x82f6_3b78 },
  CRC64NVME: { high: 0x9a6c_9329, low: 0xac4b_c9b5 },
} as const;

type CrcName = keyof typeof POLYNOMIALS;

interface Table {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

const tables = new Map<CrcName, Table>();

function tableOf(name: CrcName): Table {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const polynomial = POLYNOMIALS[name];
  const table = { high: new Uint32Array(256), low: new Uint32Array(256) };
  for (let byte = 0; byte < 256; byte++) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (low & 1) !== 0;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (isOdd) {
        low ^= polynomial.low;
        high ^= polynomial.high;
      }
    }
    table.high[byte] = high;
    table.low[byte] = low;
  }
  tables.set(name, table);
  return table;
}

/** A checksum of 32 bits, or of 64 in two halves: JavaScript shifts 32 bits at a time. */
export function crc(name: CrcName): Digest {
  const table = tableOf(name);
  const isWide = name === 'CRC64NVME';
  let high = isWide ? -1 : 0;
  let low = -1;
  return {
    update(bytes) {
      for (const byte of bytes) {
        const at = (low ^ byte) & 0xff;
        low = (low >>> 8) ^ (isWide ? high << 24 : 0) ^ (table.low[at] as number);
        if (isWide) high = (high >>> 8) ^ (table.high[at] as number);
      }
    },
    digest() {
      const sum = new Uint8Array(8);
      const view = new DataView(sum.buffer);
      view.setUint32(0, ~high);
      view.setUint32(4, ~low);
      return isWide ? sum : sum.slice(4);
    },
  };
}
