import type { TestKms } from '../support/engine.js';
import { outcome, tells } from './expectations.js';
import { type Family, type Key, type Model, stateOf } from './model.js';
import { REGIONS } from './step.js';
import { checkCiphertext } from './steps/ciphertexts.js';
import { nextPage } from './steps/lists.js';

/** Everything that can be seen of a world is as the model has it. */
export async function checkWorld(model: Model, kms: TestKms): Promise<void> {
  for (const walk of model.walks) while (!(await nextPage(walk)));
  for (const region of REGIONS) {
    await checkKeys(model, kms, region);
    await checkAliases(model, kms, region);
    for (const ciphertext of model.ciphertexts) await checkCiphertext(kms, region, ciphertext);
  }
  for (const key of model.everyKey) await checkKey(model, kms, key);
  for (const family of model.families) await checkRelated(kms, family);
}

async function checkKeys(model: Model, kms: TestKms, region: string): Promise<void> {
  const { Keys } = await kms.as({ region }).call('ListKeys', { Limit: 1000 });
  const expected = model.keys.filter((key) => key.region === region);
  expect(Keys.map(({ KeyArn }) => KeyArn)).toEqual(expected.map(({ arn }) => arn));
}

/** No alias of a key that is gone, and no other missing. */
async function checkAliases(model: Model, kms: TestKms, region: string): Promise<void> {
  const { Aliases } = await kms.as({ region }).call('ListAliases', { Limit: 100 });
  const own = Aliases.filter(({ AliasName }) => !AliasName?.startsWith('alias/aws/'));
  const expected = [...model.aliases.values()].filter(({ key }) => key.region === region);
  expect(Object.fromEntries(own.map(({ AliasArn, TargetKeyId }) => [AliasArn, TargetKeyId]))).toEqual(
    Object.fromEntries(expected.map(({ arn, key }) => [arn, key.family.id])),
  );
}

async function checkKey(model: Model, kms: TestKms, key: Key): Promise<void> {
  const { family, arn } = key;
  const caller = kms.as({ region: key.region });
  const described = caller.call('DescribeKey', { KeyId: arn });
  if (!family.keys.includes(key)) {
    // A new replica key has the ARN of the one that was deleted.
    if (family.keys.some((other) => other.arn === arn)) await described;
    else await outcome(described, { name: 'NotFoundException', message: `Key '${arn}' does not exist` });
    return;
  }
  const { KeyMetadata } = await described;
  const state = stateOf(key);
  expect(KeyMetadata).toMatchObject({ KeyState: state, Enabled: state === 'Enabled' });
  expect(KeyMetadata.DeletionDate?.getTime()).toBe(key.deletesAt);
  expect(KeyMetadata.PendingDeletionWindowInDays).toBe(key.waitsForReplicas);
  const { Grants } = await caller.call('ListGrants', { KeyId: arn, Limit: 100 });
  const granted = [...model.grants.values()].filter((grant) => grant.key === key);
  expect(Grants.map(({ GrantId }) => GrantId)).toEqual(granted.map(({ id }) => id));
}

/** Related keys have the same material, the same rotations, and know of each other. */
async function checkRelated(kms: TestKms, family: Family): Promise<void> {
  for (const key of family.keys) {
    const caller = kms.as({ region: key.region });
    const { KeyMetadata } = await caller.call('DescribeKey', { KeyId: key.arn });
    if (family.current) tells(family.current, KeyMetadata.CurrentKeyMaterialId);
    else expect(KeyMetadata.CurrentKeyMaterialId).toBeUndefined();
    const { PrimaryKey, ReplicaKeys } = KeyMetadata.MultiRegionConfiguration ?? {};
    const others = family.keys.filter((other) => other !== family.primary).map(({ arn }) => arn);
    expect(PrimaryKey?.Arn).toBe(family.multiRegion ? family.primary.arn : undefined);
    expect(ReplicaKeys?.map(({ Arn }) => Arn).sort()).toEqual(family.multiRegion ? others.sort() : undefined);
    if (!family.external) await checkRotationStatus(caller, key);
    await checkRotations(caller, key);
  }
}

async function checkRotationStatus(caller: Pick<TestKms, 'call'>, key: Key): Promise<void> {
  const { rotation } = key.family;
  const shown = rotation !== undefined && !['PendingDeletion', 'PendingReplicaDeletion'].includes(stateOf(key));
  expect(await caller.call('GetKeyRotationStatus', { KeyId: key.arn })).toEqual({
    KeyId: key.arn,
    KeyRotationEnabled: shown,
    ...(shown && { RotationPeriodInDays: rotation.days, NextRotationDate: new Date(rotation.next) }),
  });
}

async function checkRotations(caller: Pick<TestKms, 'call'>, { arn, family }: Key): Promise<void> {
  const input = { KeyId: arn, IncludeKeyMaterial: 'ALL_KEY_MATERIAL', Limit: 1000 };
  const { Rotations } = await caller.call('ListKeyRotations', input);
  expect(
    Rotations.map(({ RotationDate, RotationType }) => ({ at: RotationDate?.getTime(), type: RotationType })),
  ).toEqual(family.materials.map(({ rotation }) => ({ at: rotation?.at, type: rotation?.type })));
  Rotations.forEach(({ KeyMaterialId }, at) => {
    tells(family.materials[at] as Family['materials'][number], KeyMaterialId);
  });
  expect(new Set(Rotations.map(({ KeyMaterialId }) => KeyMaterialId)).size).toBe(Rotations.length);
}
