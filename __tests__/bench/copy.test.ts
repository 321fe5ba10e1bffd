import { copyOf } from '../../src/bench/calls/copy.js';

/** An object that leads to itself by many ways. */
function circle(ways: number): Record<string, unknown> {
  const self: Record<string, unknown> = {};
  for (let way = 0; way < ways; way++) self[`way ${way}`] = self;
  return self;
}

describe('a copy', () => {
  it('holds all that AWS KMS has, and shares nothing with the original', () => {
    const grant = { Constraints: { EncryptionContextSubset: { a: 'b' } }, CreationDate: new Date(0) };
    const original = { Grants: [grant], bytes: new Uint8Array([1]) };
    const copy = copyOf(original);
    expect(copy).toEqual(original);
    expect(copy.Grants[0]?.Constraints.EncryptionContextSubset).not.toBe(grant.Constraints.EncryptionContextSubset);
    original.bytes[0] = 2;
    expect(copy.bytes).toEqual(new Uint8Array([1]));
  });

  it('of a circle ends, so that it can be printed', () => {
    expect(JSON.stringify(copyOf(circle(1)))).toBe('{"way 0":{"way 0":{"way 0":{"way 0":{}}}}}');
  });

  it('of a circle with many ways round does not take long', () => {
    const start = performance.now();
    copyOf(circle(10));
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('of another view than bytes shares nothing, and is nothing where its memory is gone', () => {
    const numbers = new Uint16Array([1]);
    const copy = copyOf({ numbers, view: new DataView(new ArrayBuffer(2)) });
    numbers[0] = 2;
    expect(copy.numbers[0]).toBe(1);
    expect(copy.view.byteLength).toBe(2);
    const gone = new DataView(new ArrayBuffer(2));
    structuredClone(gone.buffer, { transfer: [gone.buffer] });
    expect(copyOf({ gone })).toEqual({ gone: undefined });
  });

  it('leaves what cannot be copied to its owner', () => {
    const odd = { map: new Map(), read: () => 'x', big: 1n };
    expect(copyOf(odd)).toEqual(odd);
  });
});
