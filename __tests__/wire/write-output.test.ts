import fc from 'fast-check';
import { writeOutput } from '../../src/wire/write-output.js';

describe('writeOutput', () => {
  it.each<[string, object, string]>([
    ['members in alphabetical order', { b: 1, a: 'x', B: true }, '{"B":true,"a":"x","b":1}'],
    ['nothing of absent members', { c: undefined, a: null, b: undefined }, '{"a":null}'],
    ['no body where no member is there', { a: undefined }, ''],
    ['an empty object within', { a: {} }, '{"a":{}}'],
    ['bytes in base64', { a: new Uint8Array([0, 255, 62]) }, '{"a":"AP8+"}'],
    ['lists of all of these', { a: [{ z: 1, b: 2 }, 'x', new Uint8Array(1)] }, '{"a":[{"b":2,"z":1},"x","AA=="]}'],
    ['names and texts escaped', { 'a"\n': 'b"\u0001\ud800' }, '{"a\\"\\n":"b\\"\\u0001\\ud800"}'],
    ['dates as Java does', { a: new Date(1_592_412_018_521), b: new Date(1000) }, '{"a":1.592412018521E9,"b":1.0}'],
    ['a date without a fraction', { a: new Date(1_600_000_000_000) }, '{"a":1.6E9}'],
  ])('writes %s', (_, output, text) => {
    expect(writeOutput(output)).toBe(text);
    // As before, from what it remembers.
    expect(writeOutput(output)).toBe(text);
  });

  it('writes texts as JSON.stringify does', () => {
    for (let code = 0; code < 0x180; code++) {
      const a = `x${String.fromCharCode(code)}y`;
      expect(writeOutput({ a })).toBe(JSON.stringify({ a }));
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (a) => expect(writeOutput({ a })).toBe(JSON.stringify({ a }))),
    );
  });
});
