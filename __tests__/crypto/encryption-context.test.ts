import { toHex } from '../../src/bytes/hex.js';
import { encodeEncryptionContext } from '../../src/crypto/encryption-context.js';
import { refusal, testKms } from '../support/engine.js';
import { createKey } from '../support/keys.js';

const form = (context: Record<string, string> | undefined) => toHex(encodeEncryptionContext(context));

describe('The encryption context', () => {
  it('is empty when it is absent', () => {
    expect(form(undefined)).toBe('');
    expect(form({})).toBe('');
  });

  it('does not depend on the order of its pairs', () => {
    expect(form({ a: '1', b: '2', c: '3' })).toBe(form({ c: '3', a: '1', b: '2' }));
  });

  it('has each text behind its length in UTF-8', () => {
    expect(form({ b: 'é', a: '' })).toBe('00000001' + '61' + '00000000' + '00000001' + '62' + '00000002' + 'c3a9');
  });

  it('has another form for every other context', () => {
    const contexts = [
      {},
      { a: '' },
      { '': 'a' },
      { a: 'b' },
      { b: 'a' },
      { ab: '' },
      { a: 'b', c: 'd' },
      { a: 'bc', d: '' },
      { abc: 'd' },
      { a: 'bcd' },
      { a: 'b:c', d: '' },
      { 'a:b': 'c', d: '' },
      { A: 'b' },
      { a: 'B' },
      { a: ' b' },
      { '\u00e9': 'b' },
      // The same letter in two code points.
      { 'e\u0301': 'b' },
      { a: '\u0000' },
      { a: '\u0000\u0000' },
      { a: '\u0000\u0000\u0000\u0001b' },
    ];
    expect(new Set(contexts.map(form)).size).toBe(contexts.length);
  });

  it('must be the same to decrypt, in any order', async () => {
    const kms = testKms();
    const KeyId = await createKey(kms);
    const EncryptionContext = { purpose: 'test', tenant: '1', space: ' ' };
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: Buffer.from('x'), EncryptionContext });
    const same = { tenant: '1', space: ' ', purpose: 'test' };
    const { Plaintext } = await kms.call('Decrypt', { CiphertextBlob, EncryptionContext: same });
    expect(Buffer.from(Plaintext).toString()).toBe('x');
    const others = [
      undefined,
      {},
      { purpose: 'test' },
      { ...same, more: '1' },
      { ...same, tenant: '2' },
      { ...same, Tenant: '1' },
      { purpose: 'Test', tenant: '1', space: ' ' },
    ];
    for (const other of others) {
      expect(await refusal(kms.call('Decrypt', { CiphertextBlob, EncryptionContext: other }))).toEqual({
        name: 'InvalidCiphertextException',
        message: undefined,
      });
    }
  });

  it('may be absent where it was empty', async () => {
    const kms = testKms();
    const KeyId = await createKey(kms);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: Buffer.from('x'), EncryptionContext: {} });
    await expect(kms.call('Decrypt', { CiphertextBlob })).resolves.toBeDefined();
  });

  it('has at most 8192 bytes', async () => {
    const kms = testKms();
    const KeyId = await createKey(kms);
    const encrypt = (EncryptionContext: Record<string, string>) =>
      kms.call('Encrypt', { KeyId, Plaintext: Buffer.from('x'), EncryptionContext });
    await expect(encrypt({ a: 'x'.repeat(8191) })).resolves.toBeDefined();
    await expect(encrypt({ a: 'é'.repeat(4095) })).resolves.toBeDefined();
    for (const tooLong of ['x'.repeat(8192), 'é'.repeat(4096)]) {
      expect(await refusal(encrypt({ a: tooLong }))).toEqual({
        name: 'ValidationException',
        message: 'EncryptionContext must not be larger than 8192 bytes.',
      });
    }
  });
});
