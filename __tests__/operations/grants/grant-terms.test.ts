import type { KeyUsageType } from '@aws-sdk/client-kms';
import { LAZY_ENUMS } from '../../../src/model/lazy-enums.js';
import { refusal, testKms } from '../../support/engine.js';
import { createGrant, keyArn } from '../../support/grants.js';

describe('encryption context grant constraints', () => {
  function pairs(count: number): Record<string, string> {
    return Object.fromEntries(Array.from({ length: count }, (_, at) => [`key-${at}`, 'value']));
  }

  it.each(['EncryptionContextEquals', 'EncryptionContextSubset'] as const)('%s has its limits', async (constraint) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await createGrant(kms, KeyId, { Constraints: { [constraint]: pairs(8) } });
    expect(await refusal(createGrant(kms, KeyId, { Constraints: { [constraint]: pairs(9) } }))).toEqual({
      name: 'ValidationException',
      message: `${constraint} must not have more than 8 encryption context pairs.`,
    });
    await createGrant(kms, KeyId, { Constraints: { [constraint]: { A: 'x'.repeat(384) } } });
    expect(await refusal(createGrant(kms, KeyId, { Constraints: { [constraint]: { A: 'x'.repeat(385) } } }))).toEqual({
      name: 'ValidationException',
      message: `Values in ${constraint} must not be longer than 384 characters.`,
    });
  });

  it.each([
    ['RSA_2048', 'ENCRYPT_DECRYPT', 'Encrypt'],
    ['ECC_NIST_P256', 'SIGN_VERIFY', 'Sign'],
    ['HMAC_256', 'GENERATE_VERIFY_MAC', 'GenerateMac'],
  ] as const)('are refused on %s keys for %s', async (KeySpec, KeyUsage, operation) => {
    const kms = testKms();
    const KeyId = await keyArn(kms, { KeySpec, KeyUsage });
    const members = { Operations: [operation], Constraints: { EncryptionContextSubset: { A: 'b' } } };
    expect(await refusal(createGrant(kms, KeyId, members))).toEqual({
      name: 'ValidationException',
      message: `Encryption context grant constraints are not supported for the key ${KeyId}.`,
    });
  });
});

describe('operations that a grant on a key can allow', () => {
  // https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations
  const ALWAYS = ['CreateGrant', 'DescribeKey', 'RetireGrant'];
  const TABLE: readonly [keySpec: string, keyUsage: KeyUsageType, operations: readonly string[]][] = [
    [
      'SYMMETRIC_DEFAULT',
      'ENCRYPT_DECRYPT',
      [
        'Decrypt',
        'Encrypt',
        'GenerateDataKey',
        'GenerateDataKeyWithoutPlaintext',
        'GenerateDataKeyPair',
        'GenerateDataKeyPairWithoutPlaintext',
        'ReEncryptFrom',
        'ReEncryptTo',
      ],
    ],
    ['RSA_2048', 'ENCRYPT_DECRYPT', ['Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GetPublicKey']],
    ['RSA_2048', 'SIGN_VERIFY', ['Sign', 'Verify', 'GetPublicKey']],
    ['ECC_NIST_P256', 'SIGN_VERIFY', ['Sign', 'Verify', 'GetPublicKey']],
    ['ML_DSA_44', 'SIGN_VERIFY', ['Sign', 'Verify', 'GetPublicKey']],
    ['ECC_NIST_P256', 'KEY_AGREEMENT', ['DeriveSharedSecret', 'GetPublicKey']],
    ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE', ['Encapsulate', 'Decapsulate', 'GetPublicKey']],
    ['HMAC_256', 'GENERATE_VERIFY_MAC', ['GenerateMac', 'VerifyMac']],
  ];

  it.each(TABLE)('%s for %s', async (KeySpec, KeyUsage, operations) => {
    const kms = testKms();
    const KeyId = await keyArn(kms, { KeySpec, KeyUsage });
    for (const operation of LAZY_ENUMS.GrantOperation) {
      // A companion, because CreateGrant alone is refused whatever the key.
      const call = createGrant(kms, KeyId, { Operations: [operation, 'DescribeKey'] });
      if ([...ALWAYS, ...operations].includes(operation)) expect(await call).toHaveProperty('GrantId');
      else {
        expect(await refusal(call)).toEqual({
          name: 'ValidationException',
          message: `Grant operations [${operation}] are not supported for the key ${KeyId}.`,
        });
      }
    }
  });
});
