import { execFileSync } from 'node:child_process';
import { createDecipheriv } from 'node:crypto';
import { toHex } from '../../src/bytes/hex.js';
import { backend } from '../../src/crypto/backend/node/node-backend.js';
import { parseBlob } from '../../src/crypto/ciphertext-blob.js';
import { refusal, type TestKms, testKms } from '../support/engine.js';
import { bytes, createKey, materialOf } from '../support/keys.js';

/** Header, key reference, marker and the length of the CMS that follows. */
const CMS_AT = 58;

const INVALID = { name: 'InvalidCiphertextException', message: undefined };

describe('A ciphertext blob', () => {
  let kms: TestKms;
  let KeyId: string;
  beforeAll(async () => {
    kms = testKms();
    KeyId = await createKey(kms);
  });
  const longest = bytes(4096);
  const encrypt = async (length: number) =>
    (await kms.call('Encrypt', { KeyId, Plaintext: longest.subarray(0, length) })).CiphertextBlob;

  it("begins as AWS's do", async () => {
    expect(Buffer.from(await encrypt(1)).toString('base64')).toMatch(/^AQICAH/);
  });

  // Lengths of blobs that AWS KMS made.
  it.each([
    [1, 153],
    [16, 168],
    [32, 184],
    [64, 220],
    [100, 256],
    [256, 418],
    [1024, 1186],
    [4096, 4258],
  ])('of %d bytes is %d bytes long', async (plaintext, blob) => {
    expect(await encrypt(plaintext)).toHaveLength(blob);
  });

  it('opens for every length of plaintext from 1 to 4096, and grows by DER lengths alone', async () => {
    let overhead = 0;
    for (let length = 1; length <= 4096; length++) {
      const blob = await encrypt(length);
      expect(blob.length - length).toBeGreaterThanOrEqual(overhead);
      overhead = blob.length - length;
      expect(new DataView(blob.buffer, blob.byteOffset).getUint32(CMS_AT - 4)).toBe(blob.length - CMS_AT);
      const { Plaintext } = await kms.call('Decrypt', { CiphertextBlob: blob });
      // A whole comparison by Jest would take most of the time.
      expect(Buffer.compare(Plaintext, longest.subarray(0, length))).toBe(0);
    }
    expect(overhead).toBe(162);
  });

  it('carries a CMS EncryptedData that OpenSSL reads', async () => {
    for (const length of [1, 32, 63, 64, 100, 101, 200, 228, 229, 256, 1024, 4096]) {
      const blob = await encrypt(length);
      const parsed = execFileSync('openssl', ['asn1parse', '-inform', 'DER'], { input: blob.subarray(CMS_AT) });
      const lines = parsed.toString().split('\n').filter(Boolean);
      expect(lines).toHaveLength(13);
      expect(lines[1]).toMatch(/OBJECT\s+:pkcs7-encryptedData/);
      expect(lines[6]).toMatch(/OBJECT\s+:pkcs7-data/);
      expect(lines[8]).toMatch(/OBJECT\s+:aes-256-gcm/);
      expect(lines[10]).toMatch(/OCTET STRING\s+\[HEX DUMP\]:[0-9A-F]{24}$/);
      expect(lines[11]).toMatch(/INTEGER\s+:10$/);
      expect(lines[12]).toMatch(new RegExp(`l=\\s*${length + 27} prim: cont \\[ 0 \\]`));
    }
  });

  it('is AES-256-GCM under the key material, with all before the ciphertext as additional data', async () => {
    const blob = await encrypt(100);
    const { raw } = await materialOf(kms, KeyId);
    const [tagAt, sealedAt] = [blob.length - 16, blob.length - 16 - 100];
    const nonceAt = sealedAt - 11 - 2 - 3 - 12;
    const decipher = createDecipheriv('aes-256-gcm', raw as Uint8Array, blob.subarray(nonceAt, nonceAt + 12));
    decipher.setAAD(blob.subarray(0, sealedAt));
    decipher.setAuthTag(blob.subarray(tagAt));
    const opened = Buffer.concat([decipher.update(blob.subarray(sealedAt, tagAt)), decipher.final()]);
    expect(new Uint8Array(opened)).toEqual(bytes(100));
  });

  it('has the same 32 bytes for a key each time, and all else is fresh', async () => {
    const [one, other] = [await encrypt(32), await encrypt(32)];
    expect(toHex(one.subarray(0, 58))).toBe(toHex(other.subarray(0, 58)));
    expect(toHex(one.subarray(-43))).not.toBe(toHex(other.subarray(-43)));
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId: await createKey(kms), Plaintext: bytes(32) });
    expect(toHex(CiphertextBlob.subarray(5, 37))).not.toBe(toHex(one.subarray(5, 37)));
  });

  it('is invalid when any of its bytes is another', async () => {
    const blob = await encrypt(32);
    for (let at = 0; at < blob.length; at++) {
      const altered = blob.slice();
      altered[at] = (altered[at] as number) ^ 0x01;
      expect([at, await refusal(kms.call('Decrypt', { CiphertextBlob: altered }))]).toEqual([at, INVALID]);
    }
  });

  it('is invalid when it is cut at any place, or longer', async () => {
    const blob = await encrypt(32);
    for (let length = 1; length < blob.length; length++) {
      const cut = blob.slice(0, length);
      expect([length, await refusal(kms.call('Decrypt', { CiphertextBlob: cut }))]).toEqual([length, INVALID]);
    }
    for (const more of [1, 2, 100]) {
      const longer = new Uint8Array([...blob, ...new Uint8Array(more)]);
      expect(await refusal(kms.call('Decrypt', { CiphertextBlob: longer }))).toEqual(INVALID);
    }
  });

  it('is invalid when it is anything else', async () => {
    for (const CiphertextBlob of [bytes(1), bytes(184), bytes(256), bytes(6144), Buffer.from('AQICAH')]) {
      expect(await refusal(kms.call('Decrypt', { CiphertextBlob }))).toEqual(INVALID);
    }
  });

  it('names its key to whoever parses it, and nothing else does', async () => {
    const blob = parseBlob(await encrypt(5));
    expect(blob?.key).toEqual({ account: '000000000000', KeyId: KeyId.split('/')[1] });
    for (let length = 0; length < 400; length++) expect(parseBlob(backend.random(length))).toBeUndefined();
  });
});
