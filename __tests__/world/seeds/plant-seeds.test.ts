import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { backend as webBackend } from '../../../src/crypto/backend/web/web-backend.js';
import type { KeySeed } from '../../../src/options/seeds/key-seed.js';
import { isPromise } from '../../../src/ports/maybe-promise.js';
import { plantSeeds } from '../../../src/world/seeds/plant-seeds.js';
import { ACCOUNT, DAY, REGION, refusal, START, testKms } from '../../support/engine.js';
import { KEY_ID, seeded } from './support.js';

const MRK = 'mrk-0123456789abcdef0123456789abcdef';
const ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY_ID}`;

async function described(seed: KeySeed) {
  const kms = await seeded({ keys: [{ KeyId: KEY_ID, ...seed }] });
  return (await kms.call('DescribeKey', { KeyId: KEY_ID })).KeyMetadata;
}

describe('a seeded key', () => {
  it('is in DescribeKey as it was told', async () => {
    const kms = await seeded({
      keys: [
        {
          KeyId: KEY_ID,
          Alias: 'alias/orders',
          Aliases: ['alias/invoices', 'alias/a/b'],
          Description: 'orders',
          Tags: [{ TagKey: 'team', TagValue: 'shop' }],
          KeySpec: 'RSA_2048',
          KeyUsage: 'ENCRYPT_DECRYPT',
          KeyState: 'Disabled',
          CreationDate: '2020-02-29T12:00:00Z',
        },
      ],
    });
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: 'alias/orders' });
    expect(KeyMetadata).toMatchObject({
      KeyId: KEY_ID,
      Arn: ARN,
      AWSAccountId: ACCOUNT,
      Description: 'orders',
      KeySpec: 'RSA_2048',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Disabled',
      Enabled: false,
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      MultiRegion: false,
      CreationDate: new Date('2020-02-29T12:00:00Z'),
    });
    const { Tags } = await kms.call('ListResourceTags', { KeyId: KEY_ID });
    expect(Tags).toEqual([{ TagKey: 'team', TagValue: 'shop' }]);
    const { Aliases } = await kms.call('ListAliases', { KeyId: KEY_ID });
    expect(Aliases.map(({ AliasName }) => AliasName)).toEqual(['alias/orders', 'alias/invoices', 'alias/a/b']);
  });

  it('is a symmetric encryption key with new key material where nothing is told', async () => {
    const kms = await seeded({ keys: [{}] });
    const { Keys } = await kms.call('ListKeys', {});
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: Keys[0]?.KeyId });
    expect(KeyMetadata).toMatchObject({
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyState: 'Enabled',
      CreationDate: new Date(START),
    });
    await expect(kms.call('Encrypt', { KeyId: Keys[0]?.KeyId, Plaintext: Buffer.from('tea') })).resolves.toBeDefined();
  });

  it.each([
    ['HMAC_384', 'GENERATE_VERIFY_MAC'],
    ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY'],
    ['ECC_SECG_P256K1', 'SIGN_VERIFY'],
    ['ML_DSA_65', 'SIGN_VERIFY'],
    ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE'],
  ] as const)('of %s has the only key usage of its spec', async (KeySpec, KeyUsage) => {
    expect(await described({ KeySpec })).toMatchObject({ KeySpec, KeyUsage });
  });

  it('takes its key policy as an object and as text', async () => {
    const Policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'kms:Decrypt', Resource: '*' }],
    };
    for (const policy of [Policy, JSON.stringify(Policy)]) {
      const kms = await seeded({ keys: [{ KeyId: KEY_ID, Policy: policy }] });
      const stored = Array.from(kms.world.state.all('keys'), (key) => JSON.parse(key.Policy));
      expect(stored).toEqual([
        { ...Policy, Statement: [{ ...Policy.Statement[0], Principal: { AWS: 'arn:aws:iam::111122223333:root' } }] },
      ]);
    }
  });

  it('lives in an account and Region of its own', async () => {
    const kms = await seeded({ keys: [{ KeyId: KEY_ID, AWSAccountId: '111122223333', Region: 'eu-west-1' }] });
    const { KeyMetadata } = await kms
      .as({ account: '111122223333', region: 'eu-west-1' })
      .call('DescribeKey', { KeyId: KEY_ID });
    expect(KeyMetadata.Arn).toBe(`arn:aws:kms:eu-west-1:111122223333:key/${KEY_ID}`);
    expect(await refusal(kms.call('DescribeKey', { KeyId: KEY_ID }))).toEqual({
      name: 'NotFoundException',
      message: `Key '${ARN}' does not exist`,
    });
  });

  it('is deleted when its time has come', async () => {
    const kms = await seeded({ keys: [{ KeyId: KEY_ID, KeyState: 'PendingDeletion' }] });
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: KEY_ID });
    expect(KeyMetadata).toMatchObject({ KeyState: 'PendingDeletion', DeletionDate: new Date(START + 30 * DAY) });
    kms.advance(30 * DAY);
    expect((await refusal(kms.call('DescribeKey', { KeyId: KEY_ID }))).name).toBe('NotFoundException');
    const DeletionDate = new Date(START + DAY);
    expect(await described({ KeyState: 'PendingDeletion', DeletionDate })).toMatchObject({ DeletionDate });
  });

  it('rotates automatically', async () => {
    const kms = await seeded({ keys: [{ KeyId: KEY_ID, RotationPeriodInDays: 90 }] });
    expect(await kms.call('GetKeyRotationStatus', { KeyId: KEY_ID })).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 90,
      NextRotationDate: new Date(START + 90 * DAY),
    });
    kms.advance(90 * DAY);
    const { Rotations } = await kms.call('ListKeyRotations', { KeyId: KEY_ID });
    expect(Rotations).toHaveLength(1);
  });

  it('rotates for the first time on its NextRotationDate, then every 365 days', async () => {
    const NextRotationDate = new Date(START + DAY);
    const kms = await seeded({ keys: [{ KeyId: KEY_ID, NextRotationDate }] });
    expect(await kms.call('GetKeyRotationStatus', { KeyId: KEY_ID })).toMatchObject({
      RotationPeriodInDays: 365,
      NextRotationDate,
    });
  });
});

describe('a seeded key of Origin EXTERNAL', () => {
  const KeyMaterial = { hex: 'a1'.repeat(32) };

  it('is PendingImport without key material', async () => {
    expect(await described({ Origin: 'EXTERNAL' })).toMatchObject({ Origin: 'EXTERNAL', KeyState: 'PendingImport' });
  });

  it('holds its key material as imported', async () => {
    expect(await described({ Origin: 'EXTERNAL', KeyMaterial })).toMatchObject({
      KeyState: 'Enabled',
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    });
  });

  it('loses it when it expires', async () => {
    const ValidTo = new Date(START + DAY);
    const kms = await seeded({ keys: [{ KeyId: KEY_ID, Origin: 'EXTERNAL', KeyMaterial, ValidTo }] });
    const describeKey = async () => (await kms.call('DescribeKey', { KeyId: KEY_ID })).KeyMetadata;
    expect(await describeKey()).toMatchObject({ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo });
    kms.advance(DAY);
    expect(await describeKey()).toMatchObject({ KeyState: 'PendingImport' });
  });
});

describe('a seeded multi-Region key', () => {
  it('has replica keys that open what the primary key sealed, each with its own alias', async () => {
    const kms = await seeded({
      keys: [
        {
          KeyId: MRK,
          Alias: 'alias/orders',
          ReplicaRegions: ['eu-west-1', 'ap-south-1'],
          Tags: [{ TagKey: 'a', TagValue: '' }],
        },
      ],
    });
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: MRK });
    expect(KeyMetadata.MultiRegionConfiguration).toEqual({
      MultiRegionKeyType: 'PRIMARY',
      PrimaryKey: { Arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/${MRK}`, Region: REGION },
      ReplicaKeys: ['eu-west-1', 'ap-south-1'].map((Region) => ({
        Arn: `arn:aws:kms:${Region}:${ACCOUNT}:key/${MRK}`,
        Region,
      })),
    });
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId: 'alias/orders', Plaintext: Buffer.from('tea') });
    const there = kms.as({ region: 'ap-south-1' });
    const { Plaintext } = await there.call('Decrypt', { CiphertextBlob, KeyId: 'alias/orders' });
    expect(Buffer.from(Plaintext).toString()).toBe('tea');
    expect((await there.call('ListResourceTags', { KeyId: MRK })).Tags).toEqual([{ TagKey: 'a', TagValue: '' }]);
  });

  it('has replica keys with what is their own', async () => {
    const statement = { Sid: 'Mine', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
    const Policy = { Version: '2012-10-17', Statement: [statement] };
    const Tags = [{ TagKey: 'a', TagValue: 'b' }];
    const kms = await seeded({
      keys: [
        {
          KeyId: MRK,
          Description: 'primary',
          ReplicaRegions: [
            { Region: 'eu-west-1' },
            { Region: 'ap-south-1', Description: 'replica', KeyState: 'Disabled', Policy, Tags },
          ],
        },
      ],
    });
    const described = async (region: string) =>
      (await kms.as({ region }).call('DescribeKey', { KeyId: MRK })).KeyMetadata;
    expect(await described('eu-west-1')).toMatchObject({ Description: 'primary', KeyState: 'Enabled' });
    expect(await described('ap-south-1')).toMatchObject({ Description: 'replica', KeyState: 'Disabled' });
    const there = kms.as({ region: 'ap-south-1' });
    expect(JSON.parse((await there.call('GetKeyPolicy', { KeyId: MRK })).Policy ?? '')).toEqual(Policy);
    expect((await there.call('ListResourceTags', { KeyId: MRK })).Tags).toEqual(Tags);
    expect((await kms.call('ListResourceTags', { KeyId: MRK })).Tags).toEqual([]);
  });

  it('is related to no key of another account that has its key id', async () => {
    const AWSAccountId = '111122223333';
    const kms = await seeded({
      keys: [
        { KeyId: MRK, ReplicaRegions: ['eu-west-1'] },
        { KeyId: MRK, ReplicaRegions: ['ap-south-1'], AWSAccountId },
      ],
    });
    const other = kms.as({ account: AWSAccountId });
    await other.call('RotateKeyOnDemand', { KeyId: MRK });
    expect((await kms.call('ListKeyRotations', { KeyId: MRK })).Rotations).toEqual([]);
    expect((await other.call('ListKeyRotations', { KeyId: MRK })).Rotations).toHaveLength(1);
    const { KeyMetadata } = await other.call('DescribeKey', { KeyId: MRK });
    expect(KeyMetadata.AWSAccountId).toBe(AWSAccountId);
    expect(KeyMetadata.MultiRegionConfiguration?.ReplicaKeys).toEqual([
      { Arn: `arn:aws:kms:ap-south-1:${AWSAccountId}:key/${MRK}`, Region: 'ap-south-1' },
    ]);
  });

  it('is one by its KeyId, by MultiRegion or by its ReplicaRegions', async () => {
    for (const seed of [{ KeyId: MRK }, { MultiRegion: true }, { ReplicaRegions: ['eu-west-1'] }]) {
      const kms = await seeded({ keys: [seed] });
      const [key] = kms.world.state.all('keys');
      expect(key).toMatchObject({ KeyId: expect.stringMatching(/^mrk-[0-9a-f]{32}$/), MultiRegionKeyType: 'PRIMARY' });
    }
  });
});

describe('a seeded alias', () => {
  it('points to a key by key id or key ARN', async () => {
    const far = 'arn:aws:kms:eu-west-1:111122223333:key/22222222-2222-4222-8222-222222222222';
    const kms = await seeded({
      keys: [
        { KeyId: KEY_ID },
        { KeyId: '22222222-2222-4222-8222-222222222222', Region: 'eu-west-1', AWSAccountId: '111122223333' },
      ],
      aliases: [
        { AliasName: 'alias/near', TargetKeyId: KEY_ID },
        { AliasName: 'alias/far', TargetKeyId: far },
      ],
    });
    expect((await kms.call('DescribeKey', { KeyId: 'alias/near' })).KeyMetadata.Arn).toBe(ARN);
    const there = kms.as({ account: '111122223333', region: 'eu-west-1' });
    expect((await there.call('DescribeKey', { KeyId: 'alias/far' })).KeyMetadata.Arn).toBe(far);
  });
});

describe('planting', () => {
  const plant = (keys: readonly KeySeed[]) =>
    plantSeeds(testKms().world, { account: ACCOUNT, region: REGION }, { keys });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  it('is done at once in Node', () => {
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    const planted = plant([
      { KeyMaterial: { hex: 'a1'.repeat(32) } },
      { KeyMaterial: pem, KeyUsage: 'SIGN_VERIFY' },
      { KeyMaterial: privateKey, KeyUsage: 'SIGN_VERIFY' },
      { KeySpec: 'RSA_4096', KeyUsage: 'SIGN_VERIFY' },
      { KeySpec: 'ML_KEM_512' },
    ]);
    expect(isPromise(planted)).toBe(false);
  });

  it('takes its time for a CryptoKey', async () => {
    const cryptoKey = await webcrypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']);
    expect(isPromise(plant([{ KeyMaterial: cryptoKey }]))).toBe(true);
  });
});

describe('planting in a browser', () => {
  it('takes its time for a private key that comes with its public key, which WebCrypto or JavaScript has to compute', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const KeyMaterial = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    const kms = testKms({ crypto: webBackend });
    const keys = [{ KeyId: KEY_ID, KeyUsage: 'SIGN_VERIFY', KeyMaterial }] as const;
    const planted = plantSeeds(kms.world, { account: ACCOUNT, region: REGION }, { keys });
    expect(isPromise(planted)).toBe(true);
    await planted;
    const { PublicKey } = await kms.call('GetPublicKey', { KeyId: KEY_ID });
    expect(Buffer.from(PublicKey)).toEqual(publicKey.export({ format: 'der', type: 'spki' }));
  });
});
