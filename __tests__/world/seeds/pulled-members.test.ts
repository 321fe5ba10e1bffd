import type { GrantOperation } from '@aws-sdk/client-kms';
import { ACCOUNT, DAY, REGION, START } from '../../support/engine.js';
import { KEY_ID, seeded } from './support.js';

const MRK = 'mrk-0123456789abcdef0123456789abcdef';
const OTHER_ROOT = 'arn:aws:iam::444455556666:root';

// What a seed says of a key that has a past.
describe('a seeded key', () => {
  it('has as many new key materials as its KeyMaterials tell', async () => {
    const kms = await seeded({
      keys: [
        {
          KeyId: KEY_ID,
          KeyMaterials: [
            {},
            { RotationDate: '2024-01-01T00:00:00Z', RotationType: 'AUTOMATIC' },
            { RotationDate: '2025-01-01T00:00:00Z' },
          ],
        },
      ],
    });
    const { Rotations } = await kms.call('ListKeyRotations', { KeyId: KEY_ID, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    expect(Rotations.map(({ RotationDate, RotationType }) => [RotationDate?.toISOString(), RotationType])).toEqual([
      [undefined, undefined],
      ['2024-01-01T00:00:00.000Z', 'AUTOMATIC'],
      ['2025-01-01T00:00:00.000Z', 'ON_DEMAND'],
    ]);
    expect(new Set(Rotations.map(({ KeyMaterialId }) => KeyMaterialId)).size).toBe(3);
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId: KEY_ID, Plaintext: new Uint8Array([1]) });
    expect((await kms.call('Decrypt', { CiphertextBlob })).Plaintext).toEqual(new Uint8Array([1]));
  });

  it.each(['SYMMETRIC_DEFAULT', 'HMAC_256', 'RSA_2048'] as const)(
    'of Origin EXTERNAL and %s holds new key material as imported',
    async (KeySpec) => {
      const ValidTo = '2026-06-01T00:00:00Z';
      const KeyUsage = { SYMMETRIC_DEFAULT: undefined, HMAC_256: undefined, RSA_2048: 'SIGN_VERIFY' as const }[KeySpec];
      const kms = await seeded({
        keys: [
          {
            KeyId: KEY_ID,
            Origin: 'EXTERNAL',
            KeySpec,
            ...(KeyUsage && { KeyUsage }),
            KeyMaterials: [{ ValidTo, KeyMaterialDescription: 'first' }],
          },
        ],
      });
      const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: KEY_ID });
      expect(KeyMetadata).toMatchObject({ KeyState: 'Enabled', ExpirationModel: 'KEY_MATERIAL_EXPIRES' });
      expect(KeyMetadata?.ValidTo).toEqual(new Date(ValidTo));
    },
  );

  it('has tags that AWS services gave it, which count towards no quota', async () => {
    const ofService = { TagKey: 'aws:cloudformation:stack-name', TagValue: 'orders' };
    const own = Array.from({ length: 50 }, (_, at) => ({ TagKey: `tag ${at}`, TagValue: '' }));
    const kms = await seeded({ keys: [{ KeyId: KEY_ID, Tags: [ofService, ...own] }] });
    const { Tags } = await kms.call('ListResourceTags', { KeyId: KEY_ID, Limit: 50 });
    expect(Tags).toEqual(own);
    const { Tags: all } = await kms.call('ListResourceTags', { KeyId: KEY_ID, Limit: 50, Marker: undefined });
    expect(all).toEqual(own);
    expect(kms.world.state.get('keys', `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY_ID}`)?.Tags.at(-1)).toEqual({
      ...ofService,
      place: 51,
    });
  });

  it('has grants with their dates and issuers, and replica keys have their own', async () => {
    const Operations: readonly GrantOperation[] = ['Decrypt'];
    const GranteePrincipal = 'arn:aws:iam::444455556666:role/orders';
    const kms = await seeded({
      keys: [
        {
          KeyId: MRK,
          Grants: [{ GranteePrincipal, Operations, CreationDate: '2020-01-01', IssuingAccount: OTHER_ROOT }],
          ReplicaRegions: [
            { Region: 'eu-west-1', CreationDate: '2021-01-01', Grants: [{ GranteePrincipal, Operations }] },
            'ap-south-1',
          ],
        },
      ],
    });
    const grantsIn = async (region: string) => (await kms.as({ region }).call('ListGrants', { KeyId: MRK })).Grants;
    expect(await grantsIn(REGION)).toMatchObject([
      { CreationDate: new Date('2020-01-01'), IssuingAccount: OTHER_ROOT, GranteePrincipal },
    ]);
    expect(await grantsIn('eu-west-1')).toMatchObject([
      { CreationDate: new Date(START), IssuingAccount: `arn:aws:iam::${ACCOUNT}:root` },
    ]);
    expect(await grantsIn('ap-south-1')).toEqual([]);
    const { KeyMetadata } = await kms.as({ region: 'eu-west-1' }).call('DescribeKey', { KeyId: MRK });
    expect(KeyMetadata?.CreationDate).toEqual(new Date('2021-01-01'));
  });

  it('waits for its replica keys to be deleted, then for its own time', async () => {
    const DeletionDate = new Date(START + 10 * DAY);
    const kms = await seeded({
      keys: [
        {
          KeyId: MRK,
          KeyState: 'PendingReplicaDeletion',
          PendingDeletionWindowInDays: 7,
          ReplicaRegions: [{ Region: 'eu-west-1', KeyState: 'PendingDeletion', DeletionDate }],
        },
      ],
    });
    const describe = async (region: string) =>
      (await kms.as({ region }).call('DescribeKey', { KeyId: MRK })).KeyMetadata;
    expect(await describe(REGION)).toMatchObject({
      KeyState: 'PendingReplicaDeletion',
      PendingDeletionWindowInDays: 7,
    });
    const replica = await describe('eu-west-1');
    expect(replica).toMatchObject({ KeyState: 'PendingDeletion', DeletionDate });
    expect(replica?.PendingDeletionWindowInDays).toBeUndefined();
    kms.advance(10 * DAY);
    expect(await describe(REGION)).toMatchObject({
      KeyState: 'PendingDeletion',
      DeletionDate: new Date(START + 17 * DAY),
    });
  });

  it('of which the primary is PendingReplicaDeletion has enabled replica keys where nothing else is told', async () => {
    const kms = await seeded({
      keys: [{ KeyId: MRK, KeyState: 'PendingReplicaDeletion', ReplicaRegions: ['eu-west-1'] }],
    });
    const { KeyMetadata } = await kms.as({ region: 'eu-west-1' }).call('DescribeKey', { KeyId: MRK });
    expect(KeyMetadata).toMatchObject({ KeyState: 'Enabled' });
    expect((await kms.call('DescribeKey', { KeyId: MRK })).KeyMetadata?.PendingDeletionWindowInDays).toBe(30);
  });
});

it('a seeded alias has its dates', async () => {
  const dates = { CreationDate: '2020-01-01T00:00:00Z', LastUpdatedDate: '2021-01-01T00:00:00Z' };
  const kms = await seeded({
    keys: [{ KeyId: KEY_ID }],
    aliases: [
      { AliasName: 'alias/a', TargetKeyId: KEY_ID, ...dates },
      { AliasName: 'alias/b', TargetKeyId: KEY_ID },
    ],
  });
  const { Aliases } = await kms.call('ListAliases', { KeyId: KEY_ID });
  expect(Aliases.map(({ CreationDate, LastUpdatedDate }) => [CreationDate, LastUpdatedDate])).toEqual([
    [new Date(dates.CreationDate), new Date(dates.LastUpdatedDate)],
    [new Date(START), new Date(START)],
  ]);
});
