import * as sdk from '@aws-sdk/client-kms';
import { localKms } from '../src/index.js';

// What loads at its first use loads here with modules of its own, while the world and the client are of the old ones.

const ACCOUNT = '111122223333';
const kms = localKms({ accountId: ACCOUNT });
const client = kms.attach(new sdk.KMSClient({ region: 'us-east-1' }));
const stranger = kms.as({ accountId: '444455556666' }).attach(new sdk.KMSClient({ region: 'us-east-1' }));
const text = Buffer.from('tea');

async function newKey(input: sdk.CreateKeyCommandInput): Promise<string> {
  return (await client.send(new sdk.CreateKeyCommand(input))).KeyMetadata?.Arn as string;
}

beforeEach(() => {
  jest.resetModules();
});

describe('after jest.resetModules()', () => {
  it('operations that load now answer', async () => {
    const KeyId = await newKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const { Mac } = await client.send(
      new sdk.GenerateMacCommand({ KeyId, Message: text, MacAlgorithm: 'HMAC_SHA_256' }),
    );
    expect(Mac).toHaveLength(32);
    const { KeyMetadata } = await client.send(new sdk.DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
    expect(KeyMetadata?.KeyManager).toBe('AWS');
  });

  it('Verify refuses a signature that is not valid', async () => {
    const KeyId = await newKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const call = client.send(
      new sdk.VerifyCommand({ KeyId, Message: text, Signature: text, SigningAlgorithm: 'ECDSA_SHA_256' }),
    );
    await expect(call).rejects.toBeInstanceOf(sdk.KMSInvalidSignatureException);
  });

  it('DeriveSharedSecret refuses a public key that is none', async () => {
    const KeyId = await newKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
    const call = client.send(
      new sdk.DeriveSharedSecretCommand({ KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey: text }),
    );
    await expect(call).rejects.toMatchObject({ name: 'ValidationException', $fault: 'client' });
  });

  it('a predefined alias that is none is not found', async () => {
    const call = client.send(new sdk.DescribeKeyCommand({ KeyId: 'alias/aws/tea' }));
    await expect(call).rejects.toBeInstanceOf(sdk.NotFoundException);
  });

  it('an attestation document that is none is refused', async () => {
    const KeyId = await newKey({});
    const Recipient = { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument: text } as const;
    const call = client.send(new sdk.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', Recipient }));
    await expect(call).rejects.toMatchObject({ name: 'ValidationException', $fault: 'client' });
  });

  it('another account is refused', async () => {
    const KeyId = await newKey({});
    const call = stranger.send(new sdk.EncryptCommand({ KeyId, Plaintext: text }));
    await expect(call).rejects.toBeInstanceOf(sdk.KMSServiceException);
    await expect(call).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(kms.calls({ operation: 'Encrypt' })[0]?.error?.name).toBe('AccessDeniedException');
  });
});
