import { DAY, refusal, START, type TestKms, testKms } from '../../support/engine.js';
import { bytesOf, externalKey, importKms, importMaterial } from '../../support/key-import.js';
import { putKey } from '../../support/records.js';

const NEW = { ImportType: 'NEW_KEY_MATERIAL' };

async function metadata(kms: Pick<TestKms, 'call'>, KeyId: string) {
  return (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
}

async function importedKey(members: object = {}) {
  const kms = importKms();
  const KeyId = await externalKey(kms);
  const { KeyMaterialId } = await importMaterial(kms, KeyId, bytesOf(32), members);
  return { kms, KeyId, KeyMaterialId: KeyMaterialId as string };
}

function pendingImport(KeyId: string) {
  return { name: 'KMSInvalidStateException', message: `${KeyId} is pending import.` };
}

describe('DeleteImportedKeyMaterial', () => {
  it('makes the key wait for an import, and tells what it deleted', async () => {
    const { kms, KeyId, KeyMaterialId } = await importedKey({ ValidTo: new Date(START + DAY) });
    expect(await kms.call('DeleteImportedKeyMaterial', { KeyId })).toEqual({ KeyId, KeyMaterialId });
    const after = await metadata(kms, KeyId);
    expect(after).toMatchObject({ KeyState: 'PendingImport', Enabled: false, CurrentKeyMaterialId: KeyMaterialId });
    expect(after).not.toHaveProperty('ExpirationModel');
    expect(after).not.toHaveProperty('ValidTo');
  });

  it('makes ciphertext unreadable until the same material is imported again', async () => {
    const { kms, KeyId } = await importedKey();
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'hello' });
    await kms.call('DeleteImportedKeyMaterial', { KeyId });
    expect(await refusal(kms.call('Decrypt', { CiphertextBlob }))).toEqual(pendingImport(KeyId));
    expect(await refusal(kms.call('Encrypt', { KeyId, Plaintext: 'hello' }))).toEqual(pendingImport(KeyId));
    await importMaterial(kms, KeyId, bytesOf(32));
    expect(Buffer.from((await kms.call('Decrypt', { CiphertextBlob })).Plaintext).toString()).toBe('hello');
  });

  it('succeeds where there is nothing to delete', async () => {
    const kms = testKms();
    const KeyId = await externalKey(kms);
    expect(await kms.call('DeleteImportedKeyMaterial', { KeyId })).toEqual({ KeyId });
    const imported = await importedKey();
    await imported.kms.call('DeleteImportedKeyMaterial', { KeyId: imported.KeyId });
    const again = await imported.kms.call('DeleteImportedKeyMaterial', { KeyId: imported.KeyId });
    expect(again).toEqual({ KeyId: imported.KeyId });
  });

  it('takes a material that is pending rotation away for good', async () => {
    const { kms, KeyId, KeyMaterialId: first } = await importedKey();
    const { KeyMaterialId } = await importMaterial(kms, KeyId, bytesOf(32, 2), NEW);
    expect(await kms.call('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId })).toEqual({ KeyId, KeyMaterialId });
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Enabled', CurrentKeyMaterialId: first });
    const { Rotations } = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    expect(Rotations.map((entry) => entry.KeyMaterialId)).toEqual([first]);
    expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toMatchObject({ name: 'KMSInvalidStateException' });
    expect(await importMaterial(kms, KeyId, bytesOf(32, 3), NEW)).toMatchObject({ KeyId });
  });

  it('does not know a material of another key', async () => {
    const { kms, KeyId } = await importedKey();
    const KeyMaterialId = 'a'.repeat(64);
    expect(await refusal(kms.call('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId }))).toEqual({
      name: 'NotFoundException',
      message: `Key material '${KeyMaterialId}' does not exist`,
    });
  });

  it('makes a disabled key wait for an import, too', async () => {
    const { kms, KeyId } = await importedKey();
    await kms.call('DisableKey', { KeyId });
    await kms.call('DeleteImportedKeyMaterial', { KeyId });
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingImport' });
    expect(await refusal(kms.call('EnableKey', { KeyId }))).toEqual(pendingImport(KeyId));
    await importMaterial(kms, KeyId, bytesOf(32));
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Enabled' });
  });

  it('does not change the state of a key that is pending deletion, which then comes back without material', async () => {
    const { kms, KeyId } = await importedKey();
    await kms.call('ScheduleKeyDeletion', { KeyId });
    await kms.call('DeleteImportedKeyMaterial', { KeyId });
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingDeletion' });
    await kms.call('CancelKeyDeletion', { KeyId });
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingImport' });
    await importMaterial(kms, KeyId, bytesOf(32));
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Enabled' });
  });

  it('is refused for a key of another origin', async () => {
    const kms = testKms();
    const KeyId = (await kms.call('CreateKey', {})).KeyMetadata.Arn as string;
    expect(await refusal(kms.call('DeleteImportedKeyMaterial', { KeyId }))).toEqual({
      name: 'UnsupportedOperationException',
      message: `${KeyId} origin is AWS_KMS which is not valid for this operation.`,
    });
  });

  it.each([
    ['Creating', 'is creating.'],
    ['Updating', 'is updating.'],
  ] as const)('is refused for a key in state %s', async (KeyState, text) => {
    const kms = testKms();
    const KeyId = await externalKey(kms);
    putKey(kms, KeyId, { KeyState });
    expect(await refusal(kms.call('DeleteImportedKeyMaterial', { KeyId }))).toEqual({
      name: 'KMSInvalidStateException',
      message: `${KeyId} ${text}`,
    });
  });
});

describe('imported key material that expires', () => {
  it('is there until ValidTo, and deleted from then on', async () => {
    const { kms, KeyId, KeyMaterialId } = await importedKey({ ValidTo: new Date(START + DAY) });
    kms.advance(DAY - 1);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Enabled' });
    kms.advance(1);
    const after = await metadata(kms, KeyId);
    expect(after).toMatchObject({ KeyState: 'PendingImport', CurrentKeyMaterialId: KeyMaterialId });
    expect(after).not.toHaveProperty('ValidTo');
    expect(await refusal(kms.call('Encrypt', { KeyId, Plaintext: 'hello' }))).toEqual(pendingImport(KeyId));
    await importMaterial(kms, KeyId, bytesOf(32));
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Enabled' });
  });

  it('does not expire at a date that a later import moved', async () => {
    const { kms, KeyId } = await importedKey({ ValidTo: new Date(START + DAY) });
    await importMaterial(kms, KeyId, bytesOf(32), { ValidTo: new Date(START + 3 * DAY) });
    kms.advance(2 * DAY);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Enabled' });
    kms.advance(DAY);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingImport' });
  });

  it('leaves the key enabled when it was pending rotation, and goes for good', async () => {
    const { kms, KeyId } = await importedKey();
    await importMaterial(kms, KeyId, bytesOf(32, 2), { ...NEW, ValidTo: new Date(START + DAY) });
    kms.advance(DAY);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Enabled' });
    expect(await refusal(kms.call('RotateKeyOnDemand', { KeyId }))).toEqual({
      name: 'KMSInvalidStateException',
      message: `No available key material pending rotation for the key: ${KeyId}.`,
    });
  });

  it('may be several at the same time', async () => {
    const ValidTo = new Date(START + DAY);
    const { kms, KeyId } = await importedKey({ ValidTo });
    await importMaterial(kms, KeyId, bytesOf(32, 2), { ...NEW, ValidTo });
    await kms.call('RotateKeyOnDemand', { KeyId });
    kms.advance(DAY);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingImport' });
    const { Rotations } = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    expect(Rotations.map(({ ImportState }) => ImportState)).toEqual(['PENDING_IMPORT', 'PENDING_IMPORT']);
  });

  it('expires under a key that is pending deletion without changing its state', async () => {
    const { kms, KeyId } = await importedKey({ ValidTo: new Date(START + DAY) });
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    kms.advance(2 * DAY);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingDeletion' });
    kms.advance(5 * DAY);
    expect((await refusal(kms.call('DescribeKey', { KeyId }))).name).toBe('NotFoundException');
  });
});
