import { KEY_SPECS, type KeySpecName, keySpec } from '../../../src/model/key-specs.js';
import { DAY, refusal, START, type TestKms, testKms } from '../../support/engine.js';
import { KEY_STATES, keyRecord, putImportedMaterial, putKey } from '../../support/records.js';

async function keyArn(kms: TestKms, input: object = {}): Promise<string> {
  const { KeyMetadata } = await kms.call('CreateKey', input);
  return KeyMetadata.Arn as string;
}

function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

describe('ListKeyRotations', () => {
  it('is empty for a key that never rotated', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    expect(await kms.call('ListKeyRotations', { KeyId })).toEqual({ Rotations: [], Truncated: false });
    expect(await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ROTATIONS_ONLY' })).toEqual({
      Rotations: [],
      Truncated: false,
    });
  });

  it('lists completed rotations, oldest first; ALL_KEY_MATERIAL adds the first key material', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    kms.advance(DAY);
    await kms.call('RotateKeyOnDemand', { KeyId });
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    kms.advance(90 * DAY);
    const rotations = await kms.call('ListKeyRotations', { KeyId });
    const [first, second, third] = keyRecord(kms, KeyId).materials.entries.map(({ KeyMaterialId }) => KeyMaterialId);
    const completed = [
      {
        KeyId: idOf(KeyId),
        KeyMaterialId: second,
        KeyMaterialState: 'NON_CURRENT',
        RotationDate: new Date(START + DAY),
        RotationType: 'ON_DEMAND',
      },
      {
        KeyId: idOf(KeyId),
        KeyMaterialId: third,
        KeyMaterialState: 'CURRENT',
        RotationDate: new Date(START + 91 * DAY),
        RotationType: 'AUTOMATIC',
      },
    ];
    expect(rotations).toEqual({ Rotations: completed, Truncated: false });
    const all = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    expect(all).toEqual({
      Rotations: [{ KeyId: idOf(KeyId), KeyMaterialId: first, KeyMaterialState: 'NON_CURRENT' }, ...completed],
      Truncated: false,
    });
  });

  it('tells of imported key material what only imported key material has', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms, { Origin: 'EXTERNAL' });
    const first = putImportedMaterial(kms, KeyId, Buffer.alloc(32, 1).toString('base64'));
    const second = putImportedMaterial(kms, KeyId, Buffer.alloc(32, 2).toString('base64'), START + 10 * DAY);
    const { Rotations } = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    expect(Rotations).toEqual([
      {
        KeyId: idOf(KeyId),
        KeyMaterialId: first,
        ImportState: 'IMPORTED',
        KeyMaterialState: 'CURRENT',
        ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      },
      {
        KeyId: idOf(KeyId),
        KeyMaterialId: second,
        ImportState: 'IMPORTED',
        KeyMaterialState: 'PENDING_ROTATION',
        ExpirationModel: 'KEY_MATERIAL_EXPIRES',
        ValidTo: new Date(START + 10 * DAY),
      },
    ]);
    expect((await kms.call('ListKeyRotations', { KeyId })).Rotations).toEqual([]);
    putKey(kms, KeyId, { imported: { [second]: {} } });
    const after = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    expect(after.Rotations[0]).toEqual({
      KeyId: idOf(KeyId),
      KeyMaterialId: first,
      ImportState: 'PENDING_IMPORT',
      KeyMaterialState: 'CURRENT',
    });
  });

  it.each([1, 2, 3, 7, 8])(
    'gives each rotation once in pages of %i, also when one is added meanwhile',
    async (Limit) => {
      const kms = testKms();
      const KeyId = await keyArn(kms);
      for (let done = 0; done < 7; done++) await kms.call('RotateKeyOnDemand', { KeyId });
      const seen: (string | undefined)[] = [];
      let Marker: string | undefined;
      do {
        const page = await kms.call('ListKeyRotations', { KeyId, Limit, Marker });
        expect(page.Rotations.length).toBeLessThanOrEqual(Limit);
        expect('NextMarker' in page).toBe(page.Truncated);
        seen.push(...page.Rotations.map(({ KeyMaterialId }) => KeyMaterialId));
        if (Marker === undefined && page.Truncated) await kms.call('RotateKeyOnDemand', { KeyId });
        Marker = page.NextMarker;
      } while (Marker !== undefined);
      const rotated = keyRecord(kms, KeyId).materials.entries.slice(1);
      expect(seen).toEqual(rotated.map(({ KeyMaterialId }) => KeyMaterialId));
    },
  );

  it('gives 100 rotations unless a Limit tells otherwise', async () => {
    const kms = testKms({ quotas: { onDemandRotationsPerKey: 200 } });
    const KeyId = await keyArn(kms);
    for (let done = 0; done < 101; done++) await kms.call('RotateKeyOnDemand', { KeyId });
    expect((await kms.call('ListKeyRotations', { KeyId })).Rotations).toHaveLength(100);
    expect((await kms.call('ListKeyRotations', { KeyId, Limit: 1000 })).Rotations).toHaveLength(101);
  });

  it('refuses a marker of another key, or of the other IncludeKeyMaterial', async () => {
    const kms = testKms();
    const [KeyId, other] = [await keyArn(kms), await keyArn(kms)];
    for (const key of [KeyId, KeyId, other]) await kms.call('RotateKeyOnDemand', { KeyId: key });
    const { NextMarker: Marker } = await kms.call('ListKeyRotations', { KeyId, Limit: 1 });
    const invalid = { name: 'InvalidMarkerException', message: 'The marker is not valid.' };
    expect(await refusal(kms.call('ListKeyRotations', { KeyId: other, Marker }))).toEqual(invalid);
    const all = { KeyId, Marker, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' };
    expect(await refusal(kms.call('ListKeyRotations', all))).toEqual(invalid);
  });

  it.each(KEY_STATES)('answers for a key that is %s', async (KeyState) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    putKey(kms, KeyId, { KeyState });
    expect(await kms.call('ListKeyRotations', { KeyId })).toEqual({ Rotations: [], Truncated: false });
  });

  it.each(
    (Object.keys(KEY_SPECS) as KeySpecName[]).filter(
      (name) => keySpec(name).type !== 'symmetric' && keySpec(name).regions !== 'china',
    ),
  )('refuses %s keys without a message', async (KeySpec) => {
    const kms = testKms();
    const KeyId = await keyArn(kms, { KeySpec, KeyUsage: Object.keys(keySpec(KeySpec).usages)[0] });
    expect(await refusal(kms.call('ListKeyRotations', { KeyId }))).toEqual({
      name: 'UnsupportedOperationException',
      message: undefined,
    });
  });

  it.each(['AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const)('refuses keys of Origin %s', async (Origin) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    putKey(kms, KeyId, { Origin });
    expect(await refusal(kms.call('ListKeyRotations', { KeyId }))).toEqual({
      name: 'UnsupportedOperationException',
      message: `${KeyId} origin is ${Origin} which is not valid for this operation.`,
    });
  });
});
