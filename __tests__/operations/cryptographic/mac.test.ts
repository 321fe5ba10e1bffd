import { createHmac } from 'node:crypto';
import { refusal, testKms } from '../../support/engine.js';
import { bytes, createKey, materialOf } from '../../support/keys.js';

const SPECS = [
  ['HMAC_224', 'HMAC_SHA_224', 28],
  ['HMAC_256', 'HMAC_SHA_256', 32],
  ['HMAC_384', 'HMAC_SHA_384', 48],
  ['HMAC_512', 'HMAC_SHA_512', 64],
] as const;

const INVALID = { name: 'KMSInvalidMacException', message: undefined };

describe('GenerateMac and VerifyMac', () => {
  const kms = testKms();

  it.each(SPECS)('%s by %s: %d bytes, as node:crypto makes them', async (spec, MacAlgorithm, length) => {
    const KeyId = await createKey(kms, spec, 'GENERATE_VERIFY_MAC');
    const { raw } = await materialOf(kms, KeyId);
    for (const size of [1, 55, 64, 128, 4096]) {
      const Message = bytes(size);
      const output = await kms.call('GenerateMac', { KeyId, MacAlgorithm, Message });
      const theirs = createHmac(`sha${spec.slice(5)}`, raw as Uint8Array)
        .update(Message)
        .digest();
      expect(output).toEqual({ Mac: new Uint8Array(theirs), MacAlgorithm, KeyId });
      expect(output.Mac).toHaveLength(length);
      await expect(kms.call('VerifyMac', { KeyId, MacAlgorithm, Message, Mac: theirs })).resolves.toEqual({
        KeyId,
        MacValid: true,
        MacAlgorithm,
      });
    }
  });

  it.each(SPECS)('%s: refuse every MAC but the right one', async (spec, MacAlgorithm, length) => {
    const KeyId = await createKey(kms, spec, 'GENERATE_VERIFY_MAC');
    const input = { KeyId, MacAlgorithm, Message: bytes(100) };
    const { Mac } = await kms.call('GenerateMac', input);
    const wrong = [Mac.slice(0, -1), new Uint8Array([...Mac, 0]), bytes(1), bytes(length), bytes(6144)];
    for (let bit = 0; bit < 8 * length; bit += 5) {
      const altered = Mac.slice();
      altered[bit >> 3] = (altered[bit >> 3] as number) ^ (1 << (bit & 7));
      wrong.push(altered);
    }
    for (const each of wrong) expect(await refusal(kms.call('VerifyMac', { ...input, Mac: each }))).toEqual(INVALID);
    expect(await refusal(kms.call('VerifyMac', { ...input, Message: bytes(100, 2), Mac }))).toEqual(INVALID);
    const KeyOther = await createKey(kms, spec, 'GENERATE_VERIFY_MAC');
    expect(await refusal(kms.call('VerifyMac', { ...input, KeyId: KeyOther, Mac }))).toEqual(INVALID);
  });

  it.each(SPECS)('%s: refuse the algorithms of other key specs than %s', async (spec, own) => {
    const KeyId = await createKey(kms, spec, 'GENERATE_VERIFY_MAC');
    for (const [, MacAlgorithm] of SPECS.filter(([, name]) => name !== own)) {
      for (const [operation, more] of [['GenerateMac', {}] as const, ['VerifyMac', { Mac: bytes(32) }] as const]) {
        expect(await refusal(kms.call(operation, { KeyId, MacAlgorithm, Message: bytes(1), ...more }))).toEqual({
          name: 'InvalidKeyUsageException',
          message: `Algorithm ${MacAlgorithm} is incompatible with key spec ${spec}.`,
        });
      }
    }
  });

  it('refuse algorithms that are none, in the order of the service', async () => {
    const KeyId = await createKey(kms, 'HMAC_256', 'GENERATE_VERIFY_MAC');
    for (const MacAlgorithm of ['hmac_sha_256', 'HMAC_SHA_1', 'SYMMETRIC_DEFAULT']) {
      expect(await refusal(kms.call('GenerateMac', { KeyId, MacAlgorithm, Message: bytes(1) }))).toEqual({
        name: 'ValidationException',
        message: `1 validation error detected: Value '${MacAlgorithm}' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]`,
      });
    }
    expect(await refusal(kms.call('VerifyMac', { KeyId, MacAlgorithm: 'HMAC_SHA_256', Message: bytes(1) }))).toEqual({
      name: 'ValidationException',
      message: "1 validation error detected: Value null at 'mac' failed to satisfy constraint: Member must not be null",
    });
  });
});
