import type { KeyState } from '@aws-sdk/client-kms';
import { hasAllMaterials, holdMaterials } from '../../src/rules/imported-material.js';
import { changeMaterials, relatedKeys } from '../../src/rules/related-keys.js';
import { isImportedEverywhere, rotateTo } from '../../src/rules/rotation.js';
import type { KeyMaterialEntry } from '../../src/state/records/key-materials.js';
import { testKms } from '../support/engine.js';
import { keyArn } from '../support/grants.js';
import { keyRecord, putKey } from '../support/records.js';

/** A multi-Region key, its replica, one of another account with the same key id, and a key of one Region alone. */
async function scene() {
  const kms = testKms();
  const primary = await keyArn(kms, { MultiRegion: true });
  const replica = primary.replace('us-east-1', 'eu-west-1');
  await kms.call('ReplicateKey', { KeyId: primary, ReplicaRegion: 'eu-west-1' });
  const single = await keyArn(kms);
  const of = (arn: string) => keyRecord(kms, arn);
  const stranger = { ...of(primary), Arn: primary.replace('000000000000', '111122223333'), account: '111122223333' };
  kms.world.state.applyAtOnce([{ table: 'keys', from: undefined, to: stranger }]);
  return { kms, primary, replica, single, stranger: stranger.Arn, of, state: kms.world.state };
}

const arns = (keys: readonly { Arn: string }[]) => keys.map(({ Arn }) => Arn);

describe('related multi-Region keys', () => {
  it('are those of the account with the key id, oldest first; a key of one Region has none', async () => {
    const { state, of, primary, replica, single, stranger } = await scene();
    expect(arns(relatedKeys(state, of(replica)))).toEqual([primary, replica]);
    expect(arns(relatedKeys(state, of(primary)))).toEqual([primary, replica]);
    expect(arns(relatedKeys(state, of(stranger)))).toEqual([stranger]);
    expect(arns(relatedKeys(state, of(single)))).toEqual([single]);
  });

  it('get new materials together, the key itself first, and each the members that change with them', async () => {
    const { state, of, primary, replica } = await scene();
    const materials = { ...of(primary).materials, current: 'other' };
    expect(changeMaterials(state, of(replica), materials)).toEqual([
      { table: 'keys', from: of(replica), to: { ...of(replica), materials } },
      { table: 'keys', from: of(primary), to: { ...of(primary), materials } },
    ]);
    const described = changeMaterials(state, of(primary), materials, ({ Arn }) => ({ Description: Arn }));
    expect(described.map(({ to }) => to)).toEqual([
      { ...of(primary), materials, Description: primary },
      { ...of(replica), materials, Description: replica },
    ]);
  });

  it('rotate to imported material only where each has it', async () => {
    const { kms, state, of, primary, replica } = await scene();
    const everywhere = () => isImportedEverywhere(state, of(primary), 'm');
    expect(everywhere()).toBe(false);
    putKey(kms, primary, { imported: { m: {} } });
    expect(everywhere()).toBe(false);
    putKey(kms, replica, { imported: { other: {} } });
    expect(everywhere()).toBe(false);
    putKey(kms, replica, { imported: { other: {}, m: {} } });
    expect(everywhere()).toBe(true);
  });
});

const entry = (KeyMaterialId: string): KeyMaterialEntry => ({
  KeyMaterialId,
  material: { spec: 'SYMMETRIC_DEFAULT', form: 'secret', value: KeyMaterialId },
});
const [first, second] = [entry('first'), entry('second')];
const rotation = { RotationDate: 5, RotationType: 'ON_DEMAND' } as const;

describe('materials after a rotation', () => {
  it.each([
    ['none pending', {}, {}],
    ['the pending one, which no longer is', { pending: 'second' }, {}],
    ['another than the pending one, which stays', { pending: 'third' }, { pending: 'third' }],
  ])('have the new one as the current one: %s', (_, before, after) => {
    expect(
      rotateTo({ onDemandRotations: 1, entries: [second, first], current: 'first', ...before }, second, 'ON_DEMAND', 5),
    ).toStrictEqual({
      onDemandRotations: 1,
      entries: [first, { ...second, rotation }],
      current: 'second',
      ...after,
    });
  });
});

describe('a key of Origin EXTERNAL', () => {
  const materials = { onDemandRotations: 0, entries: [first, second], current: 'first' };

  it('has all its materials where it has all but a pending one', () => {
    expect(hasAllMaterials({ materials, imported: { first: {} } })).toBe(false);
    expect(hasAllMaterials({ materials, imported: { first: {}, second: {} } })).toBe(true);
    expect(hasAllMaterials({ materials: { ...materials, pending: 'second' }, imported: { first: {} } })).toBe(true);
    expect(hasAllMaterials({ materials: { ...materials, pending: 'second' }, imported: { second: {} } })).toBe(false);
    expect(hasAllMaterials({ materials: { onDemandRotations: 0, entries: [] }, imported: {} })).toBe(false);
  });

  it.each<[KeyState, KeyState | undefined, KeyState | undefined]>([
    ['Enabled', 'Enabled', 'PendingImport'],
    ['Disabled', 'Disabled', 'PendingImport'],
    ['Updating', 'Updating', 'PendingImport'],
    ['PendingImport', 'Enabled', 'PendingImport'],
    ['PendingDeletion', undefined, undefined],
    ['PendingReplicaDeletion', undefined, undefined],
  ])('that is %s is %s with all its materials, %s without one; undefined: what it was', async (KeyState, all, some) => {
    const { of, primary } = await scene();
    const state = (imported: object) =>
      holdMaterials({ ...of(primary), KeyState }, materials, { ...imported }).KeyState;
    expect(state({ first: {}, second: {} })).toBe(all);
    expect(state({ first: {} })).toBe(some);
  });
});
