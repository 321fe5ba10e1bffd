import { KEY_SPEC_NAMES, keySpec } from '../../../src/model/key-specs.js';
import { ACCOUNT, REGION, refusal, START, type TestKms, testKms } from '../../support/engine.js';
import { putKey } from '../../support/records.js';

const IRELAND = 'eu-west-1';
const TOKYO = 'ap-northeast-1';
const SPECS = KEY_SPEC_NAMES.filter((spec) => keySpec(spec).regions !== 'china');

async function primaryKey(kms: Pick<TestKms, 'call'>, input: object = {}): Promise<string> {
  return (await kms.call('CreateKey', { MultiRegion: true, ...input })).KeyMetadata.Arn as string;
}

function arnIn(region: string, arn: string): string {
  return arn.replace(REGION, region);
}

async function metadata(kms: Pick<TestKms, 'call'>, KeyId: string) {
  return (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
}

describe('CreateKey with MultiRegion', () => {
  it('makes a primary key with an id of its own kind and no replica keys', async () => {
    const kms = testKms();
    const { KeyMetadata } = await kms.call('CreateKey', { MultiRegion: true });
    expect(KeyMetadata.KeyId).toMatch(/^mrk-[0-9a-f]{32}$/);
    expect(KeyMetadata.MultiRegion).toBe(true);
    expect(KeyMetadata.MultiRegionConfiguration).toEqual({
      MultiRegionKeyType: 'PRIMARY',
      PrimaryKey: { Arn: KeyMetadata.Arn, Region: REGION },
      ReplicaKeys: [],
    });
  });

  it('is false where it is not asked for', async () => {
    const { KeyMetadata } = await testKms().call('CreateKey', {});
    expect(KeyMetadata.MultiRegion).toBe(false);
    expect(KeyMetadata).not.toHaveProperty('MultiRegionConfiguration');
  });
});

describe('ReplicateKey', () => {
  it('gives the metadata of a replica key that is being created, and its default policy', async () => {
    const kms = testKms();
    const KeyId = await primaryKey(kms, { Description: 'first', Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    kms.advance(1000);
    const answer = await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
    expect(Object.keys(answer)).toEqual(['ReplicaKeyMetadata', 'ReplicaPolicy']);
    const id = KeyId.slice(KeyId.lastIndexOf('/') + 1);
    expect(answer.ReplicaKeyMetadata).toEqual({
      AWSAccountId: ACCOUNT,
      KeyId: id,
      Arn: arnIn(IRELAND, KeyId),
      CreationDate: new Date(START + 1000),
      Enabled: false,
      Description: '',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Creating',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: true,
      MultiRegionConfiguration: {
        MultiRegionKeyType: 'REPLICA',
        PrimaryKey: { Arn: KeyId, Region: REGION },
        ReplicaKeys: [{ Arn: arnIn(IRELAND, KeyId), Region: IRELAND }],
      },
    });
    expect(JSON.parse(answer.ReplicaPolicy)).toMatchObject({
      Id: 'key-default-1',
      Statement: [{ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*' }],
    });
  });

  it('keeps description, tags and policy of the replica key apart from those of the primary key', async () => {
    const kms = testKms();
    const KeyId = await primaryKey(kms, { Description: 'first' });
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' }],
    });
    const Tags = [{ TagKey: 'stage', TagValue: 'test' }];
    const input = { KeyId, ReplicaRegion: IRELAND, Description: 'second', Tags, Policy };
    const answer = await kms.call('ReplicateKey', input);
    expect(Object.keys(answer)).toEqual(['ReplicaKeyMetadata', 'ReplicaPolicy', 'ReplicaTags']);
    expect(answer.ReplicaTags).toEqual(Tags);
    const ireland = kms.as({ region: IRELAND });
    expect((await metadata(kms, KeyId)).Description).toBe('first');
    expect((await metadata(ireland, arnIn(IRELAND, KeyId))).Description).toBe('second');
    expect((await kms.call('ListResourceTags', { KeyId })).Tags).toEqual([]);
    expect((await ireland.call('ListResourceTags', { KeyId: arnIn(IRELAND, KeyId) })).Tags).toEqual(Tags);
    expect((await ireland.call('GetKeyPolicy', { KeyId: arnIn(IRELAND, KeyId) })).Policy).toBe(answer.ReplicaPolicy);
    expect(JSON.parse((await kms.call('GetKeyPolicy', { KeyId })).Policy).Id).toBe('key-default-1');
  });

  it('leaves the state Creating at the next call', async () => {
    const kms = testKms();
    const KeyId = await primaryKey(kms);
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
    const ireland = kms.as({ region: IRELAND });
    const id = KeyId.slice(KeyId.lastIndexOf('/') + 1);
    const primary = await metadata(kms, KeyId);
    expect(await metadata(ireland, id)).toMatchObject({
      KeyState: 'Enabled',
      Enabled: true,
      CurrentKeyMaterialId: primary.CurrentKeyMaterialId,
    });
    expect(primary.MultiRegionConfiguration).toEqual({
      MultiRegionKeyType: 'PRIMARY',
      PrimaryKey: { Arn: KeyId, Region: REGION },
      ReplicaKeys: [{ Arn: arnIn(IRELAND, KeyId), Region: IRELAND }],
    });
  });

  it('leaves it after the delay of the world; until then the key can be managed but not used', async () => {
    const kms = testKms({ world: { transitionDelay: 5000 } });
    const primary = await primaryKey(kms);
    await kms.call('ReplicateKey', { KeyId: primary, ReplicaRegion: IRELAND });
    const ireland = kms.as({ region: IRELAND });
    const KeyId = arnIn(IRELAND, primary);
    kms.advance(4999);
    expect(await metadata(ireland, KeyId)).toMatchObject({ KeyState: 'Creating', Enabled: false });
    expect(await refusal(ireland.call('Encrypt', { KeyId, Plaintext: 'hello' }))).toEqual({
      name: 'KMSInvalidStateException',
      message: `${KeyId} is creating.`,
    });
    await ireland.call('UpdateKeyDescription', { KeyId, Description: 'soon' });
    await ireland.call('CreateAlias', { AliasName: 'alias/soon', TargetKeyId: KeyId });
    kms.advance(1);
    expect(await metadata(ireland, 'alias/soon')).toMatchObject({ KeyState: 'Enabled', Description: 'soon' });
    expect(await ireland.call('Encrypt', { KeyId, Plaintext: 'hello' })).toMatchObject({ KeyId });
  });

  it('makes replica keys in several Regions, each of which shows all', async () => {
    const kms = testKms();
    const KeyId = await primaryKey(kms);
    for (const ReplicaRegion of [TOKYO, IRELAND]) await kms.call('ReplicateKey', { KeyId, ReplicaRegion });
    for (const region of [REGION, TOKYO, IRELAND]) {
      const shown = await metadata(kms.as({ region }), arnIn(region, KeyId));
      expect(shown.MultiRegionConfiguration).toEqual({
        MultiRegionKeyType: region === REGION ? 'PRIMARY' : 'REPLICA',
        PrimaryKey: { Arn: KeyId, Region: REGION },
        ReplicaKeys: [TOKYO, IRELAND].map((Region) => ({ Arn: arnIn(Region, KeyId), Region })),
      });
    }
  });

  it('lists the replica key in its own Region only', async () => {
    const kms = testKms();
    const KeyId = await primaryKey(kms);
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
    expect((await kms.call('ListKeys', {})).Keys.map(({ KeyArn }) => KeyArn)).toEqual([KeyId]);
    const there = await kms.as({ region: IRELAND }).call('ListKeys', {});
    expect(there.Keys.map(({ KeyArn }) => KeyArn)).toEqual([arnIn(IRELAND, KeyId)]);
    expect((await kms.as({ region: TOKYO }).call('ListKeys', {})).Keys).toEqual([]);
  });

  it('works inside another partition', async () => {
    const kms = testKms();
    const beijing = kms.as({ region: 'cn-north-1' });
    const KeyId = await primaryKey(beijing);
    const answer = await beijing.call('ReplicateKey', { KeyId, ReplicaRegion: 'cn-northwest-1' });
    expect(answer.ReplicaKeyMetadata.Arn).toBe(KeyId.replace('cn-north-1', 'cn-northwest-1'));
    expect(JSON.parse(answer.ReplicaPolicy).Statement[0].Principal.AWS).toBe(`arn:aws-cn:iam::${ACCOUNT}:root`);
  });

  it.each(SPECS)('replicates keys of %s with all that they share', async (KeySpec) => {
    const kms = testKms();
    const [KeyUsage] = Object.keys(keySpec(KeySpec).usages);
    const KeyId = await primaryKey(kms, { KeySpec, KeyUsage });
    const { ReplicaKeyMetadata } = await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
    expect(ReplicaKeyMetadata).toMatchObject({ KeySpec, KeyUsage, Origin: 'AWS_KMS' });
    const [primary, replica] = [
      await metadata(kms, KeyId),
      await metadata(kms.as({ region: IRELAND }), arnIn(IRELAND, KeyId)),
    ];
    const apart = { Arn: '', MultiRegionConfiguration: {}, CreationDate: 0 };
    expect({ ...replica, ...apart }).toEqual({ ...primary, ...apart });
  });

  describe('is refused', () => {
    it('for a single-Region key and for a replica key', async () => {
      const kms = testKms();
      const single = (await kms.call('CreateKey', {})).KeyMetadata.Arn as string;
      const primary = await primaryKey(kms);
      await kms.call('ReplicateKey', { KeyId: primary, ReplicaRegion: IRELAND });
      for (const KeyId of [single, arnIn(IRELAND, primary)]) {
        const here = kms.as({ region: KeyId === single ? REGION : IRELAND });
        expect(await refusal(here.call('ReplicateKey', { KeyId, ReplicaRegion: TOKYO }))).toEqual({
          name: 'UnsupportedOperationException',
          message: `${KeyId} is not a multi-region primary key.`,
        });
      }
    });

    it('into a Region that has a related key, also one that is pending deletion', async () => {
      const kms = testKms();
      const KeyId = await primaryKey(kms);
      await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
      const refused = {
        name: 'AlreadyExistsException',
        message: 'You can create only one replica of each primary key in each AWS Region.',
      };
      for (const ReplicaRegion of [IRELAND, REGION]) {
        expect(await refusal(kms.call('ReplicateKey', { KeyId, ReplicaRegion }))).toEqual(refused);
      }
      await kms.as({ region: IRELAND }).call('ScheduleKeyDeletion', { KeyId: arnIn(IRELAND, KeyId) });
      expect(await refusal(kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND }))).toEqual(refused);
    });

    it('once when it is called twice at the same time', async () => {
      const kms = testKms();
      const KeyId = await primaryKey(kms);
      const input = { KeyId, ReplicaRegion: IRELAND };
      const both = await Promise.allSettled([kms.call('ReplicateKey', input), kms.call('ReplicateKey', input)]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it.each(['cn-north-1', 'us-gov-west-1'])('into another partition: %s', async (ReplicaRegion) => {
      const kms = testKms();
      const KeyId = await primaryKey(kms);
      expect(await refusal(kms.call('ReplicateKey', { KeyId, ReplicaRegion }))).toEqual({
        name: 'UnsupportedOperationException',
        message: `Region ${ReplicaRegion} is not in the partition of the multi-region primary key.`,
      });
    });

    it.each(['Ireland', 'eu-west', 'eu-west-1-', 'EU-WEST-1'])(
      'into %s, which is no name of a Region',
      async (name) => {
        const kms = testKms();
        const KeyId = await primaryKey(kms);
        expect(await refusal(kms.call('ReplicateKey', { KeyId, ReplicaRegion: name }))).toEqual({
          name: 'ValidationException',
          message: `1 validation error detected: Value '${name}' at 'replicaRegion' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([a-z]+-){2,3}\\d+$`,
        });
      },
    );

    it.each([
      ['Disabled', 'DisabledException', 'is disabled.'],
      ['PendingDeletion', 'KMSInvalidStateException', 'is pending deletion.'],
      ['PendingReplicaDeletion', 'KMSInvalidStateException', 'is pending replica deletion.'],
      ['PendingImport', 'KMSInvalidStateException', 'is pending import.'],
      ['Updating', 'KMSInvalidStateException', 'is updating.'],
    ] as const)('for a primary key in state %s', async (KeyState, name, text) => {
      const kms = testKms();
      const KeyId = await primaryKey(kms);
      putKey(kms, KeyId, { KeyState });
      const refused = { name, message: `${KeyId} ${text}` };
      expect(await refusal(kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND }))).toEqual(refused);
    });

    it('with tags and policies that CreateKey refuses, and makes no key then', async () => {
      const kms = testKms();
      const KeyId = await primaryKey(kms);
      const input = { KeyId, ReplicaRegion: IRELAND };
      const Tags = [{ TagKey: 'aws:x', TagValue: '' }];
      expect(await refusal(kms.call('ReplicateKey', { ...input, Tags }))).toEqual({
        name: 'TagException',
        message: 'Tags beginning with aws: are reserved',
      });
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'kms:*', Resource: '*' }],
      });
      expect(await refusal(kms.call('ReplicateKey', { ...input, Policy }))).toEqual({
        name: 'MalformedPolicyDocumentException',
        message: 'The new key policy will not allow you to update the key policy in the future.',
      });
      expect((await kms.as({ region: IRELAND }).call('ListKeys', {})).Keys).toEqual([]);
      const BypassPolicyLockoutSafetyCheck = true;
      const answer = await kms.call('ReplicateKey', { ...input, Policy, BypassPolicyLockoutSafetyCheck });
      expect(JSON.parse(answer.ReplicaPolicy).Statement[0].Principal.AWS).toBe('arn:aws:iam::111122223333:root');
    });

    it('when the replica Region has its quota of keys', async () => {
      const kms = testKms({ quotas: { keys: 1 } });
      const KeyId = await primaryKey(kms);
      await kms.as({ region: IRELAND }).call('CreateKey', {});
      expect(await refusal(kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND }))).toEqual({
        name: 'LimitExceededException',
        message: 'Key quota for this account in this region is 1 but the current usage is 1.',
      });
      expect(await kms.call('ReplicateKey', { KeyId, ReplicaRegion: TOKYO })).toBeDefined();
    });

    it('for the ARN of a key in another Region than the caller', async () => {
      const kms = testKms();
      const KeyId = await primaryKey(kms);
      const call = kms.as({ region: IRELAND }).call('ReplicateKey', { KeyId, ReplicaRegion: TOKYO });
      expect(await refusal(call)).toEqual({ name: 'NotFoundException', message: `Invalid arn ${REGION}` });
    });
  });
});
