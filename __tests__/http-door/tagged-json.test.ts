import { fromTagged, toTagged } from '../../src/http-door/administration/tagged-json.js';
import { serve } from '../../src/http-door/http.js';
import { localKms } from '../../src/index.js';

const BASE64 = 'expected bytes as base64 text, such as "AQID"; this text is not base64';
const DATE = 'expected a date as text, such as "2026-01-31T12:00:00Z"; this text is no date';

describe('tagged JSON', () => {
  it('gives bytes and dates back', () => {
    const value = { bytes: Uint8Array.of(1, 2, 3), list: [new Date(0), { $base64: 5 }], text: 'AQID' };
    expect(fromTagged(JSON.parse(JSON.stringify(toTagged(value))))).toEqual(value);
  });

  it.each([
    { $base64: 'AQID' },
    { $base64: 'no*base64' },
    { $date: 'soon' },
    { $: 'a' },
    { $$date: 'a' },
    { $: { $: 'a' } },
  ])('gives a map back whose one name is like a tag: %j', (EncryptionContext) => {
    const value = { EncryptionContext, list: [EncryptionContext, { ...EncryptionContext, none: undefined }] };
    expect(fromTagged(JSON.parse(JSON.stringify(toTagged(value))))).toEqual(value);
  });

  it.each([
    [{ $base64: 'no*base64' }, `.CiphertextBlob.$base64: ${BASE64}`],
    [[1, { $base64: 'A' }], `.CiphertextBlob[1].$base64: ${BASE64}`],
    [{ $date: 'soon' }, `.CiphertextBlob.$date: ${DATE}`],
  ])('is refused where a value is not what its tag says: %j', async (CiphertextBlob, told) => {
    const error = `[localkms] body${told}`;
    expect(() => fromTagged({ CiphertextBlob })).toThrow(new TypeError(error));
    const server = await serve(localKms());
    for (const path of ['can', 'access']) {
      const body = JSON.stringify({ operation: 'Decrypt', CiphertextBlob });
      const response = await fetch(`${server.url}/_localkms/${path}`, { method: 'POST', body });
      expect([response.status, await response.json()]).toEqual([400, { error, name: 'TypeError' }]);
    }
    await server.close();
  });
});
