import { fromHex } from '../../src/bytes/hex.js';
import { randomUuid, uuidOf } from '../../src/bytes/uuid.js';

describe('the text of a UUID', () => {
  it('is that of the example of RFC 9562 §A.3', () => {
    const bytes = fromHex('919108f752d143209bacf847db4148a8');
    expect(uuidOf(bytes)).toBe('919108f7-52d1-4320-9bac-f847db4148a8');
    expect(randomUuid(bytes)).toBe('919108f7-52d1-4320-9bac-f847db4148a8');
  });

  it('has version 4 and the variant of RFC 9562 whatever the bytes', () => {
    expect(randomUuid(new Uint8Array(16))).toBe('00000000-0000-4000-8000-000000000000');
    expect(randomUuid(new Uint8Array(16).fill(0xff))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });

  it('keeps nothing of the one before', () => {
    uuidOf(new Uint8Array(16).fill(0xff));
    expect(uuidOf(Uint8Array.from({ length: 16 }, (_, at) => at))).toBe('00010203-0405-0607-0809-0a0b0c0d0e0f');
  });
});
