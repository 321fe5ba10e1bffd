import { DAY, refusal, START, type TestKms, testKms } from '../../support/engine.js';
import { bytesOf, externalKey, importKms, importMaterial, wrapped } from '../../support/key-import.js';
import { putKey } from '../../support/records.js';

const FOREVER = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };

async function metadata(kms: Pick<TestKms, 'call'>, KeyId: string) {
  return (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
}

describe('ImportKeyMaterial', () => {
  it('enables a key that waited for its first material', async () => {
    const kms = importKms();
    const KeyId = await externalKey(kms);
    const before = await metadata(kms, KeyId);
    expect(before).toMatchObject({ KeyState: 'PendingImport', Enabled: false, Origin: 'EXTERNAL' });
    expect(before).not.toHaveProperty('ExpirationModel');
    expect(before).not.toHaveProperty('CurrentKeyMaterialId');
    const answer = await importMaterial(kms, KeyId, bytesOf(32));
    expect(Object.keys(answer)).toEqual(['KeyId', 'KeyMaterialId']);
    expect(answer.KeyId).toBe(KeyId);
    expect(answer.KeyMaterialId).toMatch(/^[0-9a-f]{64}$/);
    const after = await metadata(kms, KeyId);
    expect(after).toMatchObject({
      KeyState: 'Enabled',
      Enabled: true,
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      CurrentKeyMaterialId: answer.KeyMaterialId,
    });
    expect(after).not.toHaveProperty('ValidTo');
  });

  it('encrypts with the imported key from then on', async () => {
    const kms = importKms();
    const KeyId = await externalKey(kms);
    const { KeyMaterialId } = await importMaterial(kms, KeyId, bytesOf(32));
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'hello' });
    const opened = await kms.call('Decrypt', { CiphertextBlob });
    expect(Buffer.from(opened.Plaintext).toString()).toBe('hello');
    expect(opened.KeyMaterialId).toBe(KeyMaterialId);
  });

  it('gives equal bytes the same KeyMaterialId in one key and another in another key', async () => {
    const kms = importKms();
    const [one, other] = [await externalKey(kms), await externalKey(kms)];
    const first = await importMaterial(kms, one, bytesOf(32));
    const again = await importMaterial(kms, one, bytesOf(32));
    const elsewhere = await importMaterial(kms, other, bytesOf(32));
    expect(again.KeyMaterialId).toBe(first.KeyMaterialId);
    expect(elsewhere.KeyMaterialId).not.toBe(first.KeyMaterialId);
  });

  it('leaves a disabled key disabled when its material is imported again', async () => {
    const kms = importKms();
    const KeyId = await externalKey(kms);
    await importMaterial(kms, KeyId, bytesOf(32));
    await kms.call('DisableKey', { KeyId });
    await importMaterial(kms, KeyId, bytesOf(32));
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Disabled' });
  });

  it('names no key material for a key that is not a symmetric encryption key', async () => {
    const kms = importKms();
    const KeyId = await externalKey(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    expect(await importMaterial(kms, KeyId, bytesOf(32))).toEqual({ KeyId });
    expect(await metadata(kms, KeyId)).not.toHaveProperty('CurrentKeyMaterialId');
  });

  describe('expiration', () => {
    it('is what KEY_MATERIAL_EXPIRES, the default, asks for: ValidTo', async () => {
      const kms = importKms();
      const KeyId = await externalKey(kms);
      const ValidTo = new Date(START + 365 * DAY);
      await importMaterial(kms, KeyId, bytesOf(32), { ValidTo });
      expect(await metadata(kms, KeyId)).toMatchObject({ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo });
    });

    it('is changed by importing the same material again', async () => {
      const kms = importKms();
      const KeyId = await externalKey(kms);
      await importMaterial(kms, KeyId, bytesOf(32), { ValidTo: new Date(START + DAY) });
      await importMaterial(kms, KeyId, bytesOf(32));
      const after = await metadata(kms, KeyId);
      expect(after.ExpirationModel).toBe('KEY_MATERIAL_DOES_NOT_EXPIRE');
      expect(after).not.toHaveProperty('ValidTo');
    });

    it.each([
      [{}, 'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES'],
      [
        { ExpirationModel: 'KEY_MATERIAL_EXPIRES' },
        'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES',
      ],
      [{ ValidTo: new Date(START) }, 'ValidTo must be in the future'],
      [{ ValidTo: new Date(START - 1) }, 'ValidTo must be in the future'],
      [{ ValidTo: new Date(START + 365 * DAY + 1) }, 'ValidTo must be within 365 days'],
      [
        { ...FOREVER, ValidTo: new Date(START + DAY) },
        'The parameter ValidTo cannot be specified for a key with an expiration model of KEY_MATERIAL_DOES_NOT_EXPIRE',
      ],
    ])('is refused as %j', async (members, message) => {
      const kms = importKms();
      const KeyId = await externalKey(kms);
      // Its rules come before the token is looked at.
      const input = { KeyId, ImportToken: bytesOf(100), EncryptedKeyMaterial: bytesOf(256), ...members };
      const refused = { name: 'ValidationException', message };
      expect(await refusal(kms.call('ImportKeyMaterial', input))).toEqual(refused);
    });
  });

  describe('the import token', () => {
    const INVALID = { name: 'InvalidImportTokenException', message: undefined };

    it('must be one of this key', async () => {
      const kms = importKms();
      const [KeyId, other] = [await externalKey(kms), await externalKey(kms)];
      const input = { ...(await wrapped(kms, other, bytesOf(32))), ...FOREVER };
      expect(await refusal(kms.call('ImportKeyMaterial', { ...input, KeyId }))).toEqual(INVALID);
    });

    it('must be unaltered, in every byte', async () => {
      const kms = importKms();
      const input = { ...(await wrapped(kms, await externalKey(kms), bytesOf(32))), ...FOREVER };
      for (let at = 0; at < input.ImportToken.length; at++) {
        const ImportToken = input.ImportToken.slice();
        ImportToken[at] = (ImportToken[at] as number) ^ 1;
        expect(await refusal(kms.call('ImportKeyMaterial', { ...input, ImportToken }))).toEqual(INVALID);
      }
      const ImportToken = input.ImportToken.slice(0, -1);
      expect(await refusal(kms.call('ImportKeyMaterial', { ...input, ImportToken }))).toEqual(INVALID);
    });

    it('may be any bytes, and is then no import token', async () => {
      const kms = importKms();
      const KeyId = await externalKey(kms);
      for (const length of [1, 11, 12, 13, 28, 29, 500, 6144]) {
        const input = { KeyId, ImportToken: bytesOf(length), EncryptedKeyMaterial: bytesOf(256), ...FOREVER };
        expect(await refusal(kms.call('ImportKeyMaterial', input))).toEqual(INVALID);
      }
    });

    it('expires after 24 hours', async () => {
      const kms = importKms();
      const input = { ...(await wrapped(kms, await externalKey(kms), bytesOf(32))), ...FOREVER };
      kms.advance(DAY);
      expect(await refusal(kms.call('ImportKeyMaterial', input))).toEqual({
        name: 'ExpiredImportTokenException',
        message: undefined,
      });
      kms.advance(-1);
      expect(await kms.call('ImportKeyMaterial', input)).toMatchObject({ KeyId: input.KeyId });
    });

    it('can be used again while it is valid', async () => {
      const kms = importKms();
      const input = { ...(await wrapped(kms, await externalKey(kms), bytesOf(32))), ...FOREVER };
      const first = await kms.call('ImportKeyMaterial', input);
      expect(await kms.call('ImportKeyMaterial', input)).toEqual(first);
    });
  });

  describe('the encrypted key material', () => {
    const SIZE = { name: 'ValidationException', message: 'Invalid encrypted key size.' };
    const CIPHERTEXT = { name: 'InvalidCiphertextException', message: undefined };

    it.each([1, 255, 257, 384])('has the length of the wrapping key, not %d bytes', async (length) => {
      const kms = importKms();
      const input = { ...(await wrapped(kms, await externalKey(kms), bytesOf(32))), ...FOREVER };
      const EncryptedKeyMaterial = bytesOf(length);
      expect(await refusal(kms.call('ImportKeyMaterial', { ...input, EncryptedKeyMaterial }))).toEqual(SIZE);
    });

    it.each([1, 256, 264, 271, 273])('of RSA_AES_KEY_WRAP_SHA_256 cannot have %d bytes', async (length) => {
      const kms = importKms();
      const KeyId = await externalKey(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
      const input = await wrapped(kms, KeyId, bytesOf(32), { algorithm: 'RSA_AES_KEY_WRAP_SHA_256' });
      const EncryptedKeyMaterial = bytesOf(length);
      expect(await refusal(kms.call('ImportKeyMaterial', { ...input, ...FOREVER, EncryptedKeyMaterial }))).toEqual(
        SIZE,
      );
    });

    it('must be encrypted under the wrapping key of the token', async () => {
      const kms = testKms();
      const KeyId = await externalKey(kms);
      const [one, other] = [await wrapped(kms, KeyId, bytesOf(32)), await wrapped(kms, KeyId, bytesOf(32))];
      const input = { ...one, EncryptedKeyMaterial: other.EncryptedKeyMaterial, ...FOREVER };
      expect(await refusal(kms.call('ImportKeyMaterial', input))).toEqual(CIPHERTEXT);
    });

    it('must be encrypted by the wrapping algorithm of the token', async () => {
      const kms = importKms();
      const KeyId = await externalKey(kms);
      const { EncryptedKeyMaterial } = await wrapped(kms, KeyId, bytesOf(32), { algorithm: 'RSAES_OAEP_SHA_1' });
      const input = { ...(await wrapped(kms, KeyId, bytesOf(32))), EncryptedKeyMaterial, ...FOREVER };
      expect(await refusal(kms.call('ImportKeyMaterial', input))).toEqual(CIPHERTEXT);
    });

    it('of RSA_AES_KEY_WRAP_SHA_256 must be unaltered in both of its parts', async () => {
      const kms = importKms();
      const KeyId = await externalKey(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
      const input = await wrapped(kms, KeyId, bytesOf(32), { algorithm: 'RSA_AES_KEY_WRAP_SHA_256' });
      for (const at of [0, 255, 256, input.EncryptedKeyMaterial.length - 1]) {
        const EncryptedKeyMaterial = input.EncryptedKeyMaterial.slice();
        EncryptedKeyMaterial[at] = (EncryptedKeyMaterial[at] as number) ^ 1;
        const call = kms.call('ImportKeyMaterial', { ...input, ...FOREVER, EncryptedKeyMaterial });
        expect(await refusal(call)).toEqual(CIPHERTEXT);
      }
    });
  });

  describe('is refused', () => {
    it('for a key of another origin, whatever its key state', async () => {
      const kms = testKms();
      const KeyId = (await kms.call('CreateKey', {})).KeyMetadata.Arn as string;
      await kms.call('ScheduleKeyDeletion', { KeyId });
      const input = { KeyId, ImportToken: bytesOf(1), EncryptedKeyMaterial: bytesOf(1) };
      expect(await refusal(kms.call('ImportKeyMaterial', input))).toEqual({
        name: 'UnsupportedOperationException',
        message: `${KeyId} origin is AWS_KMS which is not valid for this operation.`,
      });
    });

    it.each([
      ['PendingDeletion', 'is pending deletion.'],
      ['PendingReplicaDeletion', 'is pending replica deletion.'],
      ['Creating', 'is creating.'],
    ] as const)('for a key in state %s, before its members are looked at', async (KeyState, text) => {
      const kms = testKms();
      const KeyId = await externalKey(kms);
      putKey(kms, KeyId, { KeyState });
      const input = { KeyId, ImportToken: bytesOf(1), EncryptedKeyMaterial: bytesOf(1) };
      expect(await refusal(kms.call('ImportKeyMaterial', input))).toEqual({
        name: 'KMSInvalidStateException',
        message: `${KeyId} ${text}`,
      });
    });

    it.each([
      ['ImportType', 'EXISTING_KEY_MATERIAL'],
      ['KeyMaterialDescription', 'the first'],
      ['KeyMaterialId', 'a'.repeat(64)],
    ])('with %s for a key that is not a symmetric encryption key', async (member, value) => {
      const kms = importKms();
      const KeyId = await externalKey(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
      expect(await refusal(importMaterial(kms, KeyId, bytesOf(32), { [member]: value }))).toEqual({
        name: 'UnsupportedOperationException',
        message: `${member} is only supported for symmetric encryption keys.`,
      });
    });

    it.each(['', 'with $', 'ü', 'x'.repeat(257)])(
      'with the KeyMaterialDescription %j',
      async (KeyMaterialDescription) => {
        const kms = importKms();
        const input = {
          KeyId: 'any',
          ImportToken: bytesOf(1),
          EncryptedKeyMaterial: bytesOf(1),
          KeyMaterialDescription,
        };
        const constraint =
          KeyMaterialDescription.length > 256
            ? 'Member must have length less than or equal to 256'
            : 'Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_\\s.-]+$';
        expect(await refusal(kms.call('ImportKeyMaterial', input))).toEqual({
          name: 'ValidationException',
          message: `1 validation error detected: Value '${KeyMaterialDescription}' at 'keyMaterialDescription' failed to satisfy constraint: ${constraint}`,
        });
      },
    );

    it('and changes nothing then', async () => {
      const kms = importKms();
      const KeyId = await externalKey(kms);
      const before = await metadata(kms, KeyId);
      expect((await refusal(importMaterial(kms, KeyId, bytesOf(31)))).name).toBe('IncorrectKeyMaterialException');
      expect(await metadata(kms, KeyId)).toEqual(before);
    });
  });
});
