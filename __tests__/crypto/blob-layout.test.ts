import { toHex } from '../../src/bytes/hex.js';
import { blobLayout, layoutOfBlob } from '../../src/crypto/blob-layout.js';

const ZEROS = (bytes: number) => '00'.repeat(bytes);

/*
 * The length of the content, that of the whole CMS, and the DER lengths in it: ContentInfo, [0], EncryptedData,
 * EncryptedContentInfo, content (X.690, 8.1.3). Both sides of each place where one of them grows by a byte.
 */
const LENGTHS = [
  [28, '0000005f', '5d', '50', '4e', '49', '1c'],
  [62, '00000081', '7f', '72', '70', '6b', '3e'],
  [63, '00000083', '8180', '73', '71', '6c', '3f'],
  [75, '0000008f', '818c', '7f', '7d', '78', '4b'],
  [76, '00000091', '818e', '8180', '7e', '79', '4c'],
  [77, '00000092', '818f', '8181', '7f', '7a', '4d'],
  [78, '00000094', '8191', '8183', '8180', '7b', '4e'],
  [82, '00000098', '8195', '8187', '8184', '7f', '52'],
  [83, '0000009a', '8197', '8189', '8186', '8180', '53'],
  [127, '000000c6', '81c3', '81b5', '81b2', '81ac', '7f'],
  [128, '000000c8', '81c5', '81b7', '81b4', '81ae', '8180'],
  [186, '00000102', '81ff', '81f1', '81ee', '81e8', '81ba'],
  [187, '00000104', '820100', '81f2', '81ef', '81e9', '81bb'],
  [209, '0000011c', '820118', '820109', '820105', '81ff', '81d1'],
  [210, '0000011e', '82011a', '82010b', '820107', '820100', '81d2'],
  [255, '0000014b', '820147', '820138', '820134', '82012d', '81ff'],
  [256, '0000014d', '820149', '82013a', '820136', '82012f', '820100'],
  [4123, '00001068', '821064', '821055', '821051', '82104a', '82101b'],
] as const;

describe('The layout of a ciphertext blob', () => {
  it.each(LENGTHS)(
    'for %d bytes of content has all before them',
    (length, cms, info, explicit, data, inner, content) => {
      const before = `0102020078${ZEROS(32)}01${ZEROS(16)}${cms}30${info}06092a864886f70d010706a0${explicit}30${data}020100`;
      const algorithm = `301e060960864801650304012e3011040c${ZEROS(12)}020110`;
      const template = `${before}30${inner}06092a864886f70d010701${algorithm}80${content}`;
      const contentAt = template.length / 2;
      const nonceAt = (template.length - 8 - content.length - ZEROS(12).length) / 2;
      const { template: bytes, ...at } = blobLayout(length);
      expect({ template: toHex(bytes), ...at }).toEqual({ template, contentAt, nonceAt });
    },
  );

  it('is found by the length of the blob', () => {
    const lengths = Array.from({ length: 4123 }, (_, i) => i + 1);
    const lost = lengths.filter((content) => {
      const layout = blobLayout(content);
      return layoutOfBlob(layout.contentAt + content) !== layout;
    });
    expect(lost).toEqual([]);
  });

  it('is none for a length that no content gives', () => {
    const lengths = Array.from({ length: 4259 }, (_, length) => length);
    const none = lengths.filter((length) => layoutOfBlob(length) === undefined);
    // The shortest blob has a byte of content; the others are where a DER length grows.
    expect(none).toEqual([...lengths.slice(0, 126), 188, 202, 205, 211, 257, 317, 332, 336, 343, 390]);
  });
});
