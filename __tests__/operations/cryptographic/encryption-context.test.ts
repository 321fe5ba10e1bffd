import type { OperationName } from '../../../src/model/operation-types.js';
import { refusal, testKms } from '../../support/engine.js';
import { bytes, createKey } from '../../support/keys.js';

/** Every operation with an encryption context, and the rest of an input that it takes. */
const OPERATIONS: readonly (readonly [OperationName, member: string, object])[] = [
  ['Encrypt', 'EncryptionContext', { Plaintext: bytes(1) }],
  ['Decrypt', 'EncryptionContext', {}],
  ['GenerateDataKey', 'EncryptionContext', { NumberOfBytes: 16 }],
  ['GenerateDataKeyWithoutPlaintext', 'EncryptionContext', { NumberOfBytes: 16 }],
  ['GenerateDataKeyPair', 'EncryptionContext', { KeyPairSpec: 'ECC_NIST_P256' }],
  ['GenerateDataKeyPairWithoutPlaintext', 'EncryptionContext', { KeyPairSpec: 'ECC_NIST_P256' }],
  ['ReEncrypt', 'SourceEncryptionContext', {}],
  ['ReEncrypt', 'DestinationEncryptionContext', {}],
];

describe('An encryption context', () => {
  it.each(OPERATIONS)('of %s (%s) must not have an empty value', async (operation, member, rest) => {
    const kms = testKms();
    const KeyId = await createKey(kms);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: bytes(1) });
    const blob = ['Decrypt', 'ReEncrypt'].includes(operation) ? { CiphertextBlob, DestinationKeyId: KeyId } : { KeyId };
    const call = kms.call(operation, { ...blob, ...rest, [member]: { 'aws:ssm:TargetId': '' } });
    expect(await refusal(call)).toEqual({ name: 'ValidationException', message: 'Invalid EncryptionContext' });
  });

  it('with a number or a boolean is that with their text', async () => {
    const kms = testKms();
    const KeyId = await createKey(kms);
    const { CiphertextBlob } = await kms.call('Encrypt', {
      KeyId,
      Plaintext: bytes(1),
      EncryptionContext: { tenant: 42, live: true },
    });
    const EncryptionContext = { tenant: '42', live: 'true' };
    expect((await kms.call('Decrypt', { CiphertextBlob, EncryptionContext })).Plaintext).toEqual(bytes(1));
  });
});
