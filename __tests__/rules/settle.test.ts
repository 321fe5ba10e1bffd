import { backend } from '../../src/crypto/backend/node/node-backend.js';
import { seededRandom } from '../../src/crypto/random-sources.js';
import { settle } from '../../src/rules/settle/settle.js';
import { DUE_DATES, TIMETABLE } from '../../src/rules/settle/timetable.js';
import type { KeyRecord } from '../../src/state/records/key.js';
import { DAY, START, type TestKms, testKms } from '../support/engine.js';
import { GRANTEE } from '../support/grants.js';
import { keyRecord, putImportedMaterial, putKey } from '../support/records.js';

async function newKey(kms: TestKms, input: object = {}): Promise<string> {
  const { KeyMetadata } = await kms.call('CreateKey', input);
  return KeyMetadata.Arn as string;
}

describe('settle', () => {
  it('tells what happened, to which record and when, the earliest first', async () => {
    const kms = testKms();
    const [deleted, rotated, expired, updated] = [
      await newKey(kms),
      await newKey(kms),
      await newKey(kms, { Origin: 'EXTERNAL' }),
      await newKey(kms),
    ];
    await kms.call('ScheduleKeyDeletion', { KeyId: deleted, PendingWindowInDays: 20 });
    await kms.call('EnableKeyRotation', { KeyId: rotated, RotationPeriodInDays: 90 });
    putImportedMaterial(kms, expired, 'c2VjcmV0', START + 100 * DAY);
    putKey(kms, updated, { KeyState: 'Updating', transition: { at: START + 5, to: 'Enabled' } });
    const before = keyRecord(kms, rotated);
    const told = (await settle(kms.world, START + 180 * DAY)).map(({ what, table, record, at }) => {
      return [what, table, (record as KeyRecord).Arn, at - START];
    });
    expect(told).toEqual([
      ['transition', 'keys', updated, 5],
      ['deletion', 'keys', deleted, 20 * DAY],
      ['rotation', 'keys', rotated, 90 * DAY],
      ['expiry', 'keys', expired, 100 * DAY],
      ['rotation', 'keys', rotated, 180 * DAY],
    ]);
    expect(before.materials.entries).toHaveLength(1);
    expect(keyRecord(kms, rotated).materials.entries).toHaveLength(3);
    expect(settle(kms.world, START + 180 * DAY)).toEqual([]);
  });

  it('tells it to the hooks of the world, once', async () => {
    const happened = jest.fn();
    const kms = testKms({ world: { hooks: { happened } } });
    const KeyId = await newKey(kms);
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    expect(happened).not.toHaveBeenCalled();
    const told = await settle(kms.world, START + 7 * DAY);
    await settle(kms.world, START + 8 * DAY);
    expect(happened.mock.calls).toEqual([[told]]);
    expect(told.map(({ what, at }) => [what, at - START])).toEqual([['deletion', 7 * DAY]]);
  });

  it('takes with a key its aliases, grants and last usage, and leaves those of others', async () => {
    const kms = testKms();
    const [KeyId, other] = [await newKey(kms), await newKey(kms)];
    for (const key of [KeyId, other]) {
      await kms.call('CreateAlias', { AliasName: `alias/${key.slice(-36)}`, TargetKeyId: key });
      await kms.call('CreateGrant', { KeyId: key, GranteePrincipal: GRANTEE, Operations: ['Encrypt'] });
      await kms.call('Encrypt', { KeyId: key, Plaintext: 'x' });
    }
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await settle(kms.world, START + 7 * DAY);
    const { state } = kms.world;
    expect([...state.all('aliases')].map(({ targetKeyArn }) => targetKeyArn)).toEqual([other]);
    expect([...state.all('grants')].map(({ keyArn }) => keyArn)).toEqual([other]);
    expect([...state.all('lastUsages')].map(({ keyArn }) => keyArn)).toEqual([other]);
    expect([...state.all('keys')].map(({ Arn }) => Arn)).toEqual([other]);
  });

  it('makes from a seed the same key material whether rotations are made up for or come one by one', async () => {
    const rotated = async (...days: number[]) => {
      const kms = testKms({ world: { random: seededRandom('seed', backend, () => false) } });
      const KeyId = await newKey(kms);
      await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
      for (const day of days) await settle(kms.world, START + day * DAY);
      return keyRecord(kms, KeyId).materials;
    };
    const atOnce = await rotated(270);
    expect(new Set(atOnce.entries.map(({ KeyMaterialId }) => KeyMaterialId)).size).toBe(4);
    expect(atOnce).toEqual(await rotated(90, 180, 270));
  });

  it('ends the transition of a custom key store', async () => {
    const kms = testKms();
    const CustomKeyStoreId = 'cks-1234567890abcdef0';
    const store = {
      CustomKeyStoreId,
      account: '000000000000',
      region: 'us-east-1',
      CustomKeyStoreName: 'store',
      CustomKeyStoreType: 'AWS_CLOUDHSM',
      CreationDate: START,
      ConnectionState: 'CONNECTING',
      transition: { at: START + 7, to: 'FAILED', ConnectionErrorCode: 'INVALID_CREDENTIALS' },
    } as const;
    kms.world.state.apply([{ table: 'customKeyStores', from: undefined, to: store }]);
    expect(settle(kms.world, START + 6)).toEqual([]);
    const told = settle(kms.world, START + 7);
    const { transition: _ended, ...kept } = store;
    const failed = { ...kept, ConnectionState: 'FAILED', ConnectionErrorCode: 'INVALID_CREDENTIALS' };
    const changes = [{ table: 'customKeyStores', from: store, to: failed }];
    expect(told).toEqual([{ what: 'transition', table: 'customKeyStores', record: store, at: START + 7, changes }]);
    expect(kms.world.state.get('customKeyStores', CustomKeyStoreId)).toEqual(failed);
  });

  it('knows a record by the earliest date that its timetable has', async () => {
    const kms = testKms();
    const key = keyRecord(kms, await newKey(kms));
    expect(DUE_DATES.keys?.(key)).toBeUndefined();
    const dated: KeyRecord = {
      ...key,
      DeletionDate: 4,
      transition: { at: 3, to: 'Enabled' },
      imported: { a: { ValidTo: 2 }, b: {}, c: { ValidTo: 1 } },
      materials: { ...key.materials, rotation: { RotationPeriodInDays: 90, NextRotationDate: 5 } },
    };
    expect(TIMETABLE.keys?.map(({ what, at }) => [what, at(dated)])).toEqual([
      ['transition', 3],
      ['deletion', 4],
      ['rotation', 5],
      ['expiry', 1],
    ]);
    expect(DUE_DATES.keys?.(dated)).toBe(1);
  });

  it('stops the rotations of a key where something else happens to it', async () => {
    const kms = testKms();
    const KeyId = await newKey(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    putKey(kms, KeyId, { transition: { at: START + 100 * DAY, to: 'Disabled' }, KeyState: 'Updating' });
    const told = await settle(kms.world, START + 1000 * DAY);
    expect(told.map(({ what, at }) => [what, (at - START) / DAY])).toEqual([
      ['rotation', 90],
      ['transition', 100],
    ]);
    expect(keyRecord(kms, KeyId).KeyState).toBe('Disabled');
  });

  it('lets the upper row of the timetable happen first where two are due at the same moment', async () => {
    const kms = testKms();
    const KeyId = await newKey(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    putKey(kms, KeyId, { transition: { at: START + 180 * DAY, to: 'Disabled' }, KeyState: 'Updating' });
    const told = await settle(kms.world, START + 1000 * DAY);
    expect(told.map(({ what, at }) => [what, (at - START) / DAY])).toEqual([
      ['rotation', 90],
      ['transition', 180],
    ]);
  });

  it('makes up for thousands of rotations in one change', async () => {
    const kms = testKms();
    const KeyId = await newKey(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    const { version } = kms.world.state;
    const told = await settle(kms.world, START + 9000 * 90 * DAY);
    expect(told.map(({ at }) => (at - START) / DAY)).toEqual(Array.from({ length: 9000 }, (_, at) => 90 * (at + 1)));
    expect(kms.world.state.version).toBe(version + 1);
    const { entries, current, rotation } = keyRecord(kms, KeyId).materials;
    expect(entries).toHaveLength(9001);
    expect(current).toBe(entries.at(-1)?.KeyMaterialId);
    expect(rotation).toEqual({ RotationPeriodInDays: 90, NextRotationDate: START + 9001 * 90 * DAY });
  });
});
