import { DAY, refusal, START, type TestKms } from '../../support/engine.js';
import { bytesOf, externalKey, importKms, importMaterial } from '../../support/key-import.js';

const NEW = { ImportType: 'NEW_KEY_MATERIAL' };
const EXISTING = { ImportType: 'EXISTING_KEY_MATERIAL' };
const INCORRECT = { name: 'IncorrectKeyMaterialException', message: undefined };

async function materials(kms: Pick<TestKms, 'call'>, KeyId: string) {
  const { Rotations } = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
  return Rotations.map(({ KeyMaterialId, KeyMaterialState, ImportState }) => [
    KeyMaterialId,
    KeyMaterialState,
    ImportState,
  ]);
}

async function metadata(kms: Pick<TestKms, 'call'>, KeyId: string) {
  return (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
}

/** A key with material 1 current and material 2 pending rotation. */
async function keyWithPending() {
  const kms = importKms();
  const KeyId = await externalKey(kms);
  const first = (await importMaterial(kms, KeyId, bytesOf(32, 1))).KeyMaterialId as string;
  const second = (await importMaterial(kms, KeyId, bytesOf(32, 2), NEW)).KeyMaterialId as string;
  return { kms, KeyId, first, second };
}

/** The same after RotateKeyOnDemand: material 1 only decrypts. */
async function rotatedKey() {
  const key = await keyWithPending();
  await key.kms.call('RotateKeyOnDemand', { KeyId: key.KeyId });
  return key;
}

describe('NEW_KEY_MATERIAL', () => {
  it('waits for RotateKeyOnDemand', async () => {
    const { kms, KeyId, first, second } = await keyWithPending();
    expect(second).not.toBe(first);
    expect(await materials(kms, KeyId)).toEqual([
      [first, 'CURRENT', 'IMPORTED'],
      [second, 'PENDING_ROTATION', 'IMPORTED'],
    ]);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Enabled', CurrentKeyMaterialId: first });
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'old' });
    await kms.call('RotateKeyOnDemand', { KeyId });
    expect(await materials(kms, KeyId)).toEqual([
      [first, 'NON_CURRENT', 'IMPORTED'],
      [second, 'CURRENT', 'IMPORTED'],
    ]);
    expect(await kms.call('Decrypt', { CiphertextBlob })).toMatchObject({ KeyMaterialId: first });
    expect(await kms.call('GenerateDataKey', { KeyId, KeySpec: 'AES_256' })).toMatchObject({ KeyMaterialId: second });
  });

  it('is what ImportType defaults to for the first material, and may be said', async () => {
    const kms = importKms();
    const [KeyId, other] = [await externalKey(kms), await externalKey(kms)];
    const { KeyMaterialId } = await importMaterial(kms, KeyId, bytesOf(32), NEW);
    expect(await materials(kms, KeyId)).toEqual([[KeyMaterialId, 'CURRENT', 'IMPORTED']]);
    const first = await importMaterial(kms, other, bytesOf(32));
    expect(await materials(kms, other)).toEqual([[first.KeyMaterialId, 'CURRENT', 'IMPORTED']]);
  });

  it('must be new', async () => {
    const { kms, KeyId } = await rotatedKey();
    for (const fill of [1, 2]) {
      expect(await refusal(importMaterial(kms, KeyId, bytesOf(32, fill), NEW))).toEqual(INCORRECT);
    }
  });

  it('cannot wait beside another one', async () => {
    const { kms, KeyId, second } = await keyWithPending();
    const answer = await refusal(importMaterial(kms, KeyId, bytesOf(32, 3), NEW));
    expect(answer.name).toBe('KMSInvalidStateException');
    const [, newId] = /\(id: ([0-9a-f]{64})\) cannot/.exec(answer.message as string) as unknown as [string, string];
    expect(newId).not.toBe(second);
    expect(answer.message).toBe(
      `New key material (id: ${newId}) cannot be imported into KMS key ${KeyId}, because another key material (id: ${second}) is pending rotation.`,
    );
    await kms.call('RotateKeyOnDemand', { KeyId });
    expect((await importMaterial(kms, KeyId, bytesOf(32, 3), NEW)).KeyMaterialId).toBe(newId);
  });

  it('is one of two that are imported at the same time', async () => {
    const kms = importKms();
    const KeyId = await externalKey(kms);
    await importMaterial(kms, KeyId, bytesOf(32, 1));
    const both = await Promise.allSettled([2, 3].map((fill) => importMaterial(kms, KeyId, bytesOf(32, fill), NEW)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await materials(kms, KeyId)).map(([, state]) => state)).toEqual(['CURRENT', 'PENDING_ROTATION']);
  });

  it('cannot come with a KeyMaterialId', async () => {
    const { kms, KeyId, first } = await rotatedKey();
    expect(await refusal(importMaterial(kms, KeyId, bytesOf(32, 3), { ...NEW, KeyMaterialId: first }))).toEqual({
      name: 'ValidationException',
      message: 'KeyMaterialId cannot be specified with ImportType NEW_KEY_MATERIAL',
    });
  });
});

describe('EXISTING_KEY_MATERIAL', () => {
  it('must be known', async () => {
    const kms = importKms();
    const KeyId = await externalKey(kms);
    expect(await refusal(importMaterial(kms, KeyId, bytesOf(32), EXISTING))).toEqual(INCORRECT);
    await importMaterial(kms, KeyId, bytesOf(32));
    expect(await refusal(importMaterial(kms, KeyId, bytesOf(32, 2), EXISTING))).toEqual(INCORRECT);
  });

  it('is what ImportType defaults to after the first material', async () => {
    const kms = importKms();
    const KeyId = await externalKey(kms);
    const { KeyMaterialId } = await importMaterial(kms, KeyId, bytesOf(32));
    expect(await refusal(importMaterial(kms, KeyId, bytesOf(32, 2)))).toEqual(INCORRECT);
    expect(await importMaterial(kms, KeyId, bytesOf(32))).toEqual({ KeyId, KeyMaterialId });
    await kms.call('DeleteImportedKeyMaterial', { KeyId });
    expect(await refusal(importMaterial(kms, KeyId, bytesOf(32, 2)))).toEqual(INCORRECT);
  });

  it('may be the current, an older or the pending material', async () => {
    const { kms, KeyId, first, second } = await rotatedKey();
    const third = (await importMaterial(kms, KeyId, bytesOf(32, 3), NEW)).KeyMaterialId;
    for (const [fill, KeyMaterialId] of [
      [1, first],
      [2, second],
      [3, third],
    ] as const) {
      const members = { ...EXISTING, KeyMaterialId };
      expect(await importMaterial(kms, KeyId, bytesOf(32, fill), members)).toEqual({ KeyId, KeyMaterialId });
    }
  });

  it('must be the one that KeyMaterialId names', async () => {
    const { kms, KeyId, first, second } = await rotatedKey();
    for (const members of [{ KeyMaterialId: second }, { ...EXISTING, KeyMaterialId: second }]) {
      expect(await refusal(importMaterial(kms, KeyId, bytesOf(32, 1), members))).toEqual(INCORRECT);
    }
    expect(await importMaterial(kms, KeyId, bytesOf(32, 1), { KeyMaterialId: first })).toMatchObject({ KeyId });
  });

  it('is not what a KeyMaterialId makes of the first material', async () => {
    const kms = importKms();
    const KeyId = await externalKey(kms);
    const { KeyMaterialId } = await importMaterial(kms, KeyId, bytesOf(32));
    const other = await externalKey(kms);
    expect(await refusal(importMaterial(kms, other, bytesOf(32), { KeyMaterialId }))).toEqual(INCORRECT);
  });
});

describe('KeyMaterialDescription', () => {
  it('is kept until an import of the same material gives another', async () => {
    const kms = importKms();
    const KeyId = await externalKey(kms);
    const described = async () => {
      const { Rotations } = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
      return Rotations[0]?.KeyMaterialDescription;
    };
    await importMaterial(kms, KeyId, bytesOf(32));
    expect(await described()).toBeUndefined();
    await importMaterial(kms, KeyId, bytesOf(32), { KeyMaterialDescription: 'from vault 1' });
    expect(await described()).toBe('from vault 1');
    await importMaterial(kms, KeyId, bytesOf(32));
    expect(await described()).toBe('from vault 1');
    await importMaterial(kms, KeyId, bytesOf(32), { KeyMaterialDescription: 'from vault 2' });
    expect(await described()).toBe('from vault 2');
  });
});

describe('a key with several materials', () => {
  it('is enabled only while all of them are there', async () => {
    const { kms, KeyId, first, second } = await rotatedKey();
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'new' });
    await kms.call('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: first });
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingImport', CurrentKeyMaterialId: second });
    expect(await refusal(kms.call('Decrypt', { CiphertextBlob }))).toEqual({
      name: 'KMSInvalidStateException',
      message: `${KeyId} is pending import.`,
    });
    await kms.call('DeleteImportedKeyMaterial', { KeyId });
    await importMaterial(kms, KeyId, bytesOf(32, 2));
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingImport' });
    expect(await materials(kms, KeyId)).toEqual([
      [first, 'NON_CURRENT', 'PENDING_IMPORT'],
      [second, 'CURRENT', 'IMPORTED'],
    ]);
    await importMaterial(kms, KeyId, bytesOf(32, 1));
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'Enabled' });
    expect(await kms.call('Decrypt', { CiphertextBlob })).toMatchObject({ KeyMaterialId: second });
  });

  it('shows when the first of them expires, but not when the pending one does', async () => {
    const { kms, KeyId } = await rotatedKey();
    await importMaterial(kms, KeyId, bytesOf(32, 1), { ValidTo: new Date(START + 20 * DAY) });
    await importMaterial(kms, KeyId, bytesOf(32, 2), { ValidTo: new Date(START + 10 * DAY) });
    await importMaterial(kms, KeyId, bytesOf(32, 3), { ...NEW, ValidTo: new Date(START + DAY) });
    const shown = { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: new Date(START + 10 * DAY) };
    expect(await metadata(kms, KeyId)).toMatchObject(shown);
    await importMaterial(kms, KeyId, bytesOf(32, 2));
    expect((await metadata(kms, KeyId)).ValidTo).toEqual(new Date(START + 20 * DAY));
  });
});
