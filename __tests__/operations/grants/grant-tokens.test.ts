import type { OperationName } from '../../../src/model/operation-types.js';
import { OPERATIONS } from '../../../src/operations/all-operations.js';
import { REGION, refusal, type TestKms, testKms } from '../../support/engine.js';
import { createGrant, GRANTEE, keyArn, OTHER_ACCOUNT } from '../../support/grants.js';

const INVALID_TOKEN = { name: 'InvalidGrantTokenException', message: 'The grant token is not valid.' };
const BYTES = new Uint8Array(32);
const RSA_SIGN = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' };
const HMAC = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' };
const ML_KEM = { KeySpec: 'ML_KEM_768', KeyUsage: 'ENCAPSULATE_DECAPSULATE' };
const SIGNING = { Message: BYTES, SigningAlgorithm: 'RSASSA_PSS_SHA_256' };
const MAC = { Message: BYTES, MacAlgorithm: 'HMAC_SHA_256' };

/** For each operation that takes GrantTokens: the key, and input besides KeyId that the service can read. */
const TAKES_GRANT_TOKENS: { readonly [N in OperationName]?: readonly [key: object, input: object] } = {
  CreateGrant: [{}, { GranteePrincipal: GRANTEE, Operations: ['Encrypt'] }],
  Decapsulate: [ML_KEM, { SharedSecretCiphertextBlob: BYTES, EncapsulationAlgorithm: 'ML_KEM' }],
  Decrypt: [{}, { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] }],
  DeriveSharedSecret: [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
    { KeyAgreementAlgorithm: 'ECDH', PublicKey: BYTES },
  ],
  DescribeKey: [{}, {}],
  Encapsulate: [ML_KEM, { EncapsulationAlgorithm: 'ML_KEM' }],
  Encrypt: [{}, { Plaintext: BYTES }],
  GenerateDataKey: [{}, { KeySpec: 'AES_256' }],
  GenerateDataKeyPair: [{}, { KeyPairSpec: 'ECC_NIST_P256' }],
  GenerateDataKeyPairWithoutPlaintext: [{}, { KeyPairSpec: 'ECC_NIST_P256' }],
  GenerateDataKeyWithoutPlaintext: [{}, { KeySpec: 'AES_256' }],
  GenerateMac: [HMAC, MAC],
  GetPublicKey: [RSA_SIGN, {}],
  ReEncrypt: [{}, { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] }],
  Sign: [RSA_SIGN, SIGNING],
  Verify: [RSA_SIGN, { ...SIGNING, Signature: BYTES }],
  VerifyMac: [HMAC, { ...MAC, Mac: BYTES }],
};

type LooseCall = (operation: OperationName, input: object) => Promise<unknown>;

async function describeKey(kms: Pick<TestKms, 'call'>, KeyId: string, GrantTokens: string[]): Promise<unknown> {
  return kms.call('DescribeKey', { KeyId, GrantTokens });
}

/** The same text with the character at `at` replaced. */
function altered(token: string, at: number): string {
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
}

describe('grant tokens', () => {
  it('are known to be taken by every operation that has the member', () => {
    const taking = Object.entries(OPERATIONS).filter(([, { input }]) => 'GrantTokens' in input);
    expect(taking.map(([name]) => name).sort()).toEqual(Object.keys(TAKES_GRANT_TOKENS).sort());
  });

  it.each(Object.entries(TAKES_GRANT_TOKENS))('%s refuses one that is not valid', async (operation, [key, input]) => {
    const kms = testKms();
    const KeyId = await keyArn(kms, key);
    const keys = operation === 'ReEncrypt' ? { SourceKeyId: KeyId, DestinationKeyId: KeyId } : { KeyId };
    const call = kms.call as LooseCall;
    const name = operation as OperationName;
    const refused = await refusal(call(name, { ...keys, ...input, GrantTokens: ['none'] }));
    expect(refused).toEqual(INVALID_TOKEN);
    const { GrantToken } = await createGrant(kms, KeyId, { Operations: ['DescribeKey'] });
    const outcome = await call(name, { ...keys, ...input, GrantTokens: [GrantToken] }).catch((error) => error.name);
    expect(outcome).not.toBe('InvalidGrantTokenException');
  });

  it('are valid while the grant is there, and for any caller and key in the Region', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId, GrantToken } = await createGrant(kms, KeyId);
    kms.advance(400 * 86_400_000);
    await describeKey(kms, KeyId, [GrantToken]);
    await describeKey(kms, await keyArn(kms), [GrantToken]);
    const other = kms.as({ account: OTHER_ACCOUNT });
    const { KeyMetadata } = await other.call('CreateKey', {});
    await describeKey(other, KeyMetadata.Arn as string, [GrantToken]);
    await kms.call('RevokeGrant', { KeyId, GrantId });
    expect(await refusal(describeKey(kms, KeyId, [GrantToken]))).toEqual(INVALID_TOKEN);
  });

  it('are not valid in another Region', async () => {
    const kms = testKms();
    const { GrantToken } = await createGrant(kms, await keyArn(kms));
    const abroad = kms.as({ region: 'eu-west-1' });
    const { KeyMetadata } = await abroad.call('CreateKey', {});
    expect(await refusal(describeKey(abroad, KeyMetadata.Arn as string, [GrantToken]))).toEqual(INVALID_TOKEN);
  });

  it('are not valid in another world', async () => {
    const [one, two] = [testKms(), testKms()];
    const { GrantToken } = await createGrant(one, await keyArn(one));
    expect(await refusal(describeKey(two, await keyArn(two), [GrantToken]))).toEqual(INVALID_TOKEN);
  });

  it('are not valid when any part of them was altered, cut or lengthened', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantToken } = await createGrant(kms, KeyId);
    const last = GrantToken.length - 1;
    const wrong = [0, 3, 4, 50, 91, 95, 120, 200, last - 1].map((at) => altered(GrantToken, at));
    wrong.push(
      GrantToken.slice(0, last),
      GrantToken.slice(0, 40),
      `${GrantToken}A`,
      `${GrantToken}=`,
      ` ${GrantToken}`,
    );
    for (const token of wrong) {
      expect(await refusal(describeKey(kms, KeyId, [token]))).toEqual(INVALID_TOKEN);
      expect(await refusal(kms.call('RetireGrant', { GrantToken: token }))).toEqual(INVALID_TOKEN);
    }
    await describeKey(kms, KeyId, [GrantToken]);
  });

  it('are no markers, and markers are no grant tokens', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantToken } = await createGrant(kms, KeyId);
    await createGrant(kms, KeyId);
    const { NextMarker } = await kms.call('ListGrants', { KeyId, Limit: 1 });
    expect(await refusal(describeKey(kms, KeyId, [NextMarker]))).toEqual(INVALID_TOKEN);
    expect((await refusal(kms.call('ListGrants', { KeyId, Marker: GrantToken }))).name).toBe('InvalidMarkerException');
  });

  it('must all be valid, up to 10 of them', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantToken } = await createGrant(kms, KeyId);
    await describeKey(kms, KeyId, []);
    await describeKey(kms, KeyId, Array(10).fill(GrantToken));
    expect(await refusal(describeKey(kms, KeyId, [GrantToken, 'none']))).toEqual(INVALID_TOKEN);
    expect((await refusal(describeKey(kms, KeyId, Array(11).fill(GrantToken)))).name).toBe('ValidationException');
  });

  it('are looked at once the key is found, before its key state', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await kms.call('DisableKey', { KeyId });
    const encrypt = (id: string) => kms.call('Encrypt', { KeyId: id, Plaintext: BYTES, GrantTokens: ['none'] });
    expect(await refusal(encrypt(KeyId))).toEqual(INVALID_TOKEN);
    expect((await refusal(encrypt(KeyId.replace(REGION, 'eu-west-1')))).name).toBe('NotFoundException');
  });
});
