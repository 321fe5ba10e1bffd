import type { MacAlgorithmSpec, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { KEY_SPEC_NAMES, keySpec } from '../../../src/model/key-specs.js';
import { DAY, REGION, refusal, START, type TestKms, testKms } from '../../support/engine.js';
import { bytesOf, importKms, importMaterial, wrapped } from '../../support/key-import.js';

const IRELAND = 'eu-west-1';
const NEW = { ImportType: 'NEW_KEY_MATERIAL' };
const TOKYO = 'ap-northeast-1';

type Caller = Pick<TestKms, 'call'>;

/** A primary key and its replica, each with a caller in its Region. */
async function relatedKeys(kms: TestKms, input: object = {}) {
  const KeyId = (await kms.call('CreateKey', { MultiRegion: true, ...input })).KeyMetadata.Arn as string;
  await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
  const replica = { KeyId: KeyId.replace(REGION, IRELAND), caller: kms.as({ region: IRELAND }) as Caller };
  return { primary: { KeyId, caller: kms as Caller }, replica };
}

async function metadata({ KeyId, caller }: { KeyId: string; caller: Caller }) {
  return (await caller.call('DescribeKey', { KeyId })).KeyMetadata;
}

function specsWith(usage: keyof ReturnType<typeof keySpec>['usages']) {
  const specs = KEY_SPEC_NAMES.filter((spec) => keySpec(spec).regions !== 'china');
  return specs.flatMap((spec) => (keySpec(spec).usages[usage] ?? []).map((algorithm) => [spec, algorithm] as const));
}

describe('related multi-Region keys', () => {
  it('decrypt what the other encrypted, with the key ARN of their own Region', async () => {
    const { primary, replica } = await relatedKeys(testKms());
    for (const [from, to] of [
      [primary, replica],
      [replica, primary],
    ] as const) {
      const EncryptionContext = { purpose: 'test' };
      const input = { KeyId: from.KeyId, Plaintext: 'hello', EncryptionContext };
      const { CiphertextBlob } = await from.caller.call('Encrypt', input);
      for (const KeyId of [undefined, to.KeyId]) {
        const opened = await to.caller.call('Decrypt', { CiphertextBlob, EncryptionContext, ...(KeyId && { KeyId }) });
        expect(opened.KeyId).toBe(to.KeyId);
        expect(opened.KeyMaterialId).toBe((await metadata(from)).CurrentKeyMaterialId);
        expect(Buffer.from(opened.Plaintext).toString()).toBe('hello');
      }
    }
  });

  it('decrypt nothing in a Region without a related key', async () => {
    const kms = testKms();
    const { primary } = await relatedKeys(kms);
    const { CiphertextBlob } = await primary.caller.call('Encrypt', { KeyId: primary.KeyId, Plaintext: 'hello' });
    expect(await refusal(kms.as({ region: 'sa-east-1' }).call('Decrypt', { CiphertextBlob }))).toEqual({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:iam::000000000000:root is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    });
  });

  it('re-encrypt what the other encrypted', async () => {
    const { primary, replica } = await relatedKeys(testKms());
    const { CiphertextBlob } = await primary.caller.call('Encrypt', { KeyId: primary.KeyId, Plaintext: 'hello' });
    const input = { CiphertextBlob, DestinationKeyId: replica.KeyId };
    const answer = await replica.caller.call('ReEncrypt', input);
    expect(answer).toMatchObject({ SourceKeyId: replica.KeyId, KeyId: replica.KeyId });
  });

  it.each(specsWith('SIGN_VERIFY'))('of %s verify the signatures of the other by %s', async (KeySpec, algorithm) => {
    const { primary, replica } = await relatedKeys(testKms(), { KeySpec, KeyUsage: 'SIGN_VERIFY' });
    const SigningAlgorithm = algorithm as SigningAlgorithmSpec;
    const digest = SigningAlgorithm === 'ED25519_PH_SHA_512';
    const input = { Message: bytesOf(64), MessageType: digest ? 'DIGEST' : 'RAW', SigningAlgorithm };
    const { Signature } = await primary.caller.call('Sign', { KeyId: primary.KeyId, ...input });
    const verified = await replica.caller.call('Verify', { KeyId: replica.KeyId, ...input, Signature });
    expect(verified).toEqual({ KeyId: replica.KeyId, SignatureValid: true, SigningAlgorithm });
  });

  it.each(specsWith('GENERATE_VERIFY_MAC'))('of %s verify the MACs of the other by %s', async (KeySpec, algorithm) => {
    const { primary, replica } = await relatedKeys(testKms(), { KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC' });
    const input = { Message: 'hello', MacAlgorithm: algorithm as MacAlgorithmSpec };
    const { Mac } = await replica.caller.call('GenerateMac', { KeyId: replica.KeyId, ...input });
    const verified = await primary.caller.call('VerifyMac', { KeyId: primary.KeyId, ...input, Mac });
    expect(verified).toMatchObject({ KeyId: primary.KeyId, MacValid: true });
  });

  it('have the same public key', async () => {
    const { primary, replica } = await relatedKeys(testKms(), { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
    const here = await primary.caller.call('GetPublicKey', { KeyId: primary.KeyId });
    const there = await replica.caller.call('GetPublicKey', { KeyId: replica.KeyId });
    expect(there.PublicKey).toEqual(here.PublicKey);
    expect(there.KeyId).toBe(replica.KeyId);
  });

  it('rotate together, and show the same rotation status', async () => {
    const kms = testKms();
    const { primary, replica } = await relatedKeys(kms);
    await primary.caller.call('EnableKeyRotation', { KeyId: primary.KeyId, RotationPeriodInDays: 90 });
    expect(await replica.caller.call('GetKeyRotationStatus', { KeyId: replica.KeyId })).toEqual({
      KeyId: replica.KeyId,
      KeyRotationEnabled: true,
      RotationPeriodInDays: 90,
      NextRotationDate: new Date(START + 90 * DAY),
    });
    const before = (await metadata(replica)).CurrentKeyMaterialId;
    const { CiphertextBlob } = await replica.caller.call('Encrypt', { KeyId: replica.KeyId, Plaintext: 'old' });
    kms.advance(90 * DAY);
    const after = (await metadata(replica)).CurrentKeyMaterialId;
    expect(after).not.toBe(before);
    expect((await metadata(primary)).CurrentKeyMaterialId).toBe(after);
    expect(await primary.caller.call('Decrypt', { CiphertextBlob })).toMatchObject({ KeyMaterialId: before });
    await primary.caller.call('RotateKeyOnDemand', { KeyId: primary.KeyId });
    expect((await metadata(replica)).CurrentKeyMaterialId).toBe((await metadata(primary)).CurrentKeyMaterialId);
  });

  it('are enabled and disabled, aliased and granted each for itself', async () => {
    const { primary, replica } = await relatedKeys(testKms());
    await primary.caller.call('DisableKey', { KeyId: primary.KeyId });
    await primary.caller.call('CreateAlias', { AliasName: 'alias/here', TargetKeyId: primary.KeyId });
    expect(await metadata(replica)).toMatchObject({ KeyState: 'Enabled' });
    const { Aliases } = await replica.caller.call('ListAliases', { KeyId: replica.KeyId });
    expect(Aliases).toEqual([]);
    expect(await replica.caller.call('Encrypt', { KeyId: replica.KeyId, Plaintext: 'x' })).toBeDefined();
  });
});

describe('multi-Region keys with imported key material', () => {
  async function importedKeys() {
    const kms = importKms();
    const { KeyMetadata } = await kms.call('CreateKey', { MultiRegion: true, Origin: 'EXTERNAL' });
    const KeyId = KeyMetadata.Arn as string;
    const { KeyMaterialId } = await importMaterial(kms, KeyId, bytesOf(32));
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
    const replica = { KeyId: KeyId.replace(REGION, IRELAND), caller: kms.as({ region: IRELAND }) as Caller };
    return { kms, first: KeyMaterialId as string, primary: { KeyId, caller: kms as Caller }, replica };
  }

  async function stateOf({ KeyId, caller }: { KeyId: string; caller: Caller }, id: string) {
    const { Rotations } = await caller.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    const entry = Rotations.find(({ KeyMaterialId }) => KeyMaterialId === id);
    return entry && [entry.KeyMaterialState, entry.ImportState];
  }

  it('cannot be replicated before the first import', async () => {
    const kms = testKms();
    const KeyId = (await kms.call('CreateKey', { MultiRegion: true, Origin: 'EXTERNAL' })).KeyMetadata.Arn as string;
    expect(await refusal(kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND }))).toEqual({
      name: 'KMSInvalidStateException',
      message: `${KeyId} is pending import.`,
    });
  });

  it('need an import of the same material in each Region', async () => {
    const { primary, replica, first } = await importedKeys();
    expect(await metadata(replica)).toMatchObject({ KeyState: 'PendingImport', Enabled: false });
    const { CiphertextBlob } = await primary.caller.call('Encrypt', { KeyId: primary.KeyId, Plaintext: 'hello' });
    expect(await refusal(replica.caller.call('Decrypt', { CiphertextBlob }))).toEqual({
      name: 'KMSInvalidStateException',
      message: `${replica.KeyId} is pending import.`,
    });
    expect(await refusal(importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2)))).toEqual({
      name: 'IncorrectKeyMaterialException',
      message: undefined,
    });
    const answer = await importMaterial(replica.caller, replica.KeyId, bytesOf(32));
    expect(answer).toEqual({ KeyId: replica.KeyId, KeyMaterialId: first });
    expect(await metadata(replica)).toMatchObject({ KeyState: 'Enabled' });
    expect(await replica.caller.call('Decrypt', { CiphertextBlob })).toMatchObject({ KeyMaterialId: first });
  });

  it('do not take the import token of a related key', async () => {
    const { primary, replica } = await importedKeys();
    const request = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };
    const { ImportToken } = await primary.caller.call('GetParametersForImport', { KeyId: primary.KeyId, ...request });
    const input = { KeyId: replica.KeyId, ImportToken, EncryptedKeyMaterial: bytesOf(256) };
    const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';
    expect(await refusal(replica.caller.call('ImportKeyMaterial', { ...input, ExpirationModel }))).toEqual({
      name: 'InvalidImportTokenException',
      message: undefined,
    });
  });

  it('expire and are deleted each for itself', async () => {
    const { kms, primary, replica } = await importedKeys();
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32), { ValidTo: new Date(START + DAY) });
    expect((await metadata(primary)).ExpirationModel).toBe('KEY_MATERIAL_DOES_NOT_EXPIRE');
    kms.advance(DAY);
    expect(await metadata(replica)).toMatchObject({ KeyState: 'PendingImport' });
    expect(await metadata(primary)).toMatchObject({ KeyState: 'Enabled' });
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32));
    await primary.caller.call('DeleteImportedKeyMaterial', { KeyId: primary.KeyId });
    expect(await metadata(primary)).toMatchObject({ KeyState: 'PendingImport' });
    expect(await metadata(replica)).toMatchObject({ KeyState: 'Enabled' });
  });

  it('get new material also where the replica key was made while the import waited', async () => {
    const { kms, primary } = await importedKeys();
    const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';
    const input = { ...(await wrapped(kms, primary.KeyId, bytesOf(32, 2))), ...NEW, ExpirationModel };
    const [{ KeyMaterialId }] = await Promise.all([
      kms.call('ImportKeyMaterial', input),
      kms.call('ReplicateKey', { KeyId: primary.KeyId, ReplicaRegion: TOKYO }),
    ]);
    const replica = { KeyId: primary.KeyId.replace(REGION, TOKYO), caller: kms.as({ region: TOKYO }) as Caller };
    expect(await stateOf(replica, KeyMaterialId)).toEqual([
      'PENDING_MULTI_REGION_IMPORT_AND_ROTATION',
      'PENDING_IMPORT',
    ]);
  });

  it('rotate to new material once every related key has imported it', async () => {
    const { kms, primary, replica, first } = await importedKeys();
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32));
    expect(await refusal(importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2), NEW))).toEqual({
      name: 'UnsupportedOperationException',
      message: `${replica.KeyId} is not a multi-region primary key.`,
    });
    const second = (await importMaterial(kms, primary.KeyId, bytesOf(32, 2), NEW)).KeyMaterialId as string;
    const waiting = 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
    expect(await stateOf(primary, second)).toEqual([waiting, 'IMPORTED']);
    expect(await stateOf(replica, second)).toEqual([waiting, 'PENDING_IMPORT']);
    expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId: primary.KeyId }))).toMatchObject({
      name: 'KMSInvalidStateException',
    });
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2), { ImportType: 'EXISTING_KEY_MATERIAL' });
    expect(await stateOf(primary, second)).toEqual(['PENDING_ROTATION', 'IMPORTED']);
    expect(await stateOf(replica, second)).toEqual(['PENDING_ROTATION', 'IMPORTED']);
    await kms.call('RotateKeyOnDemand', { KeyId: primary.KeyId });
    for (const key of [primary, replica]) {
      expect(await metadata(key)).toMatchObject({ KeyState: 'Enabled', CurrentKeyMaterialId: second });
      expect(await stateOf(key, first)).toEqual(['NON_CURRENT', 'IMPORTED']);
    }
  });

  it('lose pending material everywhere with the primary key, and only there with a replica key', async () => {
    const { kms, primary, replica } = await importedKeys();
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32));
    const KeyMaterialId = (await importMaterial(kms, primary.KeyId, bytesOf(32, 2), NEW)).KeyMaterialId as string;
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2));
    await replica.caller.call('DeleteImportedKeyMaterial', { KeyId: replica.KeyId, KeyMaterialId });
    expect(await metadata(replica)).toMatchObject({ KeyState: 'Enabled' });
    expect(await stateOf(primary, KeyMaterialId)).toEqual(['PENDING_MULTI_REGION_IMPORT_AND_ROTATION', 'IMPORTED']);
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2));
    expect(await stateOf(primary, KeyMaterialId)).toEqual(['PENDING_ROTATION', 'IMPORTED']);
    await kms.call('DeleteImportedKeyMaterial', { KeyId: primary.KeyId, KeyMaterialId });
    for (const key of [primary, replica]) {
      expect(await stateOf(key, KeyMaterialId)).toBeUndefined();
      expect(await metadata(key)).toMatchObject({ KeyState: 'Enabled' });
    }
    expect((await refusal(importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2)))).name).toBe(
      'IncorrectKeyMaterialException',
    );
  });

  it('lose pending material that expires in the same way', async () => {
    const { kms, primary, replica } = await importedKeys();
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32));
    const members = { ...NEW, ValidTo: new Date(START + 2 * DAY) };
    const id = (await importMaterial(kms, primary.KeyId, bytesOf(32, 2), members)).KeyMaterialId as string;
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2), { ValidTo: new Date(START + DAY) });
    kms.advance(DAY);
    expect(await stateOf(replica, id)).toEqual(['PENDING_MULTI_REGION_IMPORT_AND_ROTATION', 'PENDING_IMPORT']);
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2));
    kms.advance(DAY);
    for (const key of [primary, replica]) expect(await stateOf(key, id)).toBeUndefined();
    expect(await metadata(replica)).toMatchObject({ KeyState: 'Enabled' });
  });

  it('need all permanent materials in a replica key that is made after a rotation', async () => {
    const { kms, primary } = await importedKeys();
    const replica = { KeyId: primary.KeyId.replace(REGION, 'sa-east-1'), caller: kms.as({ region: 'sa-east-1' }) };
    await importMaterial(kms.as({ region: IRELAND }), primary.KeyId.replace(REGION, IRELAND), bytesOf(32));
    await importMaterial(kms, primary.KeyId, bytesOf(32, 2), NEW);
    await importMaterial(kms.as({ region: IRELAND }), primary.KeyId.replace(REGION, IRELAND), bytesOf(32, 2));
    await kms.call('RotateKeyOnDemand', { KeyId: primary.KeyId });
    await kms.call('ReplicateKey', { KeyId: primary.KeyId, ReplicaRegion: 'sa-east-1' });
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32, 2));
    expect(await metadata(replica)).toMatchObject({ KeyState: 'PendingImport' });
    await importMaterial(replica.caller, replica.KeyId, bytesOf(32, 1));
    expect(await metadata(replica)).toMatchObject({ KeyState: 'Enabled' });
  });
});
