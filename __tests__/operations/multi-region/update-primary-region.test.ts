import { DAY, REGION, refusal, START, type TestKms, testKms } from '../../support/engine.js';
import { bytesOf, importKms, importMaterial } from '../../support/key-import.js';
import { putKey } from '../../support/records.js';

const IRELAND = 'eu-west-1';
const TOKYO = 'ap-northeast-1';

async function relatedKeys(kms: TestKms, ...regions: readonly string[]) {
  const KeyId = (await kms.call('CreateKey', { MultiRegion: true })).KeyMetadata.Arn as string;
  for (const ReplicaRegion of regions) await kms.call('ReplicateKey', { KeyId, ReplicaRegion });
  return KeyId;
}

function inIreland(arn: string): string {
  return arn.replace(REGION, IRELAND);
}

async function metadata(kms: Pick<TestKms, 'call'>, KeyId: string) {
  return (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
}

describe('UpdatePrimaryRegion', () => {
  it('makes the replica key primary and the primary key a replica', async () => {
    const kms = testKms();
    const KeyId = await relatedKeys(kms, IRELAND, TOKYO);
    expect(await kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: IRELAND })).toEqual({});
    const configuration = {
      PrimaryKey: { Arn: inIreland(KeyId), Region: IRELAND },
      ReplicaKeys: [
        { Arn: KeyId, Region: REGION },
        { Arn: KeyId.replace(REGION, TOKYO), Region: TOKYO },
      ],
    };
    expect(await metadata(kms, KeyId)).toMatchObject({
      KeyState: 'Enabled',
      MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', ...configuration },
    });
    expect(await metadata(kms.as({ region: IRELAND }), inIreland(KeyId))).toMatchObject({
      KeyState: 'Enabled',
      MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY', ...configuration },
    });
  });

  it('hands on what only the primary key can do, and changes nothing else', async () => {
    const kms = testKms();
    const KeyId = await relatedKeys(kms, IRELAND);
    const ireland = kms.as({ region: IRELAND });
    await kms.call('EnableKeyRotation', { KeyId });
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'hello' });
    await kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: IRELAND });
    expect(await kms.call('GetKeyRotationStatus', { KeyId })).toMatchObject({ KeyRotationEnabled: true });
    expect(await kms.call('Decrypt', { CiphertextBlob })).toMatchObject({ KeyId });
    const primary = { KeyId: inIreland(KeyId) };
    expect(await ireland.call('ReplicateKey', { ...primary, ReplicaRegion: TOKYO })).toBeDefined();
    expect(await ireland.call('RotateKeyOnDemand', primary)).toEqual(primary);
    kms.advance(365 * DAY);
    expect((await ireland.call('GetKeyRotationStatus', primary)).NextRotationDate).toEqual(new Date(START + 730 * DAY));
    for (const call of [
      kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'sa-east-1' }),
      kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: IRELAND }),
    ]) {
      expect(await refusal(call)).toEqual({
        name: 'UnsupportedOperationException',
        message: `${KeyId} is not a multi-region primary key.`,
      });
    }
  });

  it('shows both keys as Updating for the delay of the world; they can be used meanwhile', async () => {
    const kms = testKms({ world: { transitionDelay: 1000 } });
    const KeyId = await relatedKeys(kms, IRELAND);
    kms.advance(1000);
    await kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: IRELAND });
    const keys = [
      { KeyId, here: kms },
      { KeyId: inIreland(KeyId), here: kms.as({ region: IRELAND }) },
    ];
    for (const key of keys) {
      expect(await metadata(key.here, key.KeyId)).toMatchObject({ KeyState: 'Updating', Enabled: false });
      expect(await key.here.call('Encrypt', { KeyId: key.KeyId, Plaintext: 'x' })).toMatchObject({ KeyId: key.KeyId });
      for (const operation of ['DisableKey', 'EnableKey', 'ScheduleKeyDeletion'] as const) {
        expect(await refusal(key.here.call(operation, { KeyId: key.KeyId }))).toEqual({
          name: 'KMSInvalidStateException',
          message: `${key.KeyId} is updating.`,
        });
      }
    }
    kms.advance(1000);
    for (const key of keys) expect(await metadata(key.here, key.KeyId)).toMatchObject({ KeyState: 'Enabled' });
  });

  it('can be taken back while both keys are Updating, and still ends in Enabled', async () => {
    const kms = testKms({ world: { transitionDelay: 1000 } });
    const KeyId = await relatedKeys(kms, IRELAND);
    kms.advance(1000);
    await kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: IRELAND });
    await kms.as({ region: IRELAND }).call('UpdatePrimaryRegion', { KeyId: inIreland(KeyId), PrimaryRegion: REGION });
    kms.advance(1000);
    const { KeyState, MultiRegionConfiguration } = await metadata(kms, KeyId);
    expect(KeyState).toBe('Enabled');
    expect(MultiRegionConfiguration?.MultiRegionKeyType).toBe('PRIMARY');
  });

  it('stops Updating when the imported key material expires meanwhile', async () => {
    const kms = importKms({ world: { transitionDelay: 1000 } });
    const ireland = kms.as({ region: IRELAND });
    const KeyId = (await kms.call('CreateKey', { MultiRegion: true, Origin: 'EXTERNAL' })).KeyMetadata.Arn as string;
    await importMaterial(kms, KeyId, bytesOf(32), { ValidTo: new Date(START + 1500) });
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
    kms.advance(1000);
    await importMaterial(ireland, inIreland(KeyId), bytesOf(32));
    await kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: IRELAND });
    kms.advance(500);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingImport' });
    kms.advance(500);
    expect(await metadata(kms, KeyId)).toMatchObject({ KeyState: 'PendingImport' });
    expect(await metadata(ireland, inIreland(KeyId))).toMatchObject({ KeyState: 'Enabled' });
  });

  describe('is refused', () => {
    it('for a single-Region key', async () => {
      const kms = testKms();
      const KeyId = (await kms.call('CreateKey', {})).KeyMetadata.Arn as string;
      expect(await refusal(kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: IRELAND }))).toEqual({
        name: 'UnsupportedOperationException',
        message: `${KeyId} is not a multi-region primary key.`,
      });
    });

    it('into a Region without a replica key', async () => {
      const kms = testKms();
      const KeyId = await relatedKeys(kms, IRELAND);
      expect(await refusal(kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: TOKYO }))).toEqual({
        name: 'NotFoundException',
        message: `Key '${KeyId.replace(REGION, TOKYO)}' does not exist`,
      });
    });

    it('into the Region of the primary key itself', async () => {
      const kms = testKms();
      const KeyId = await relatedKeys(kms, IRELAND);
      expect(await refusal(kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: REGION }))).toEqual({
        name: 'UnsupportedOperationException',
        message: `${KeyId} is not a multi-region replica key.`,
      });
    });

    it.each([
      ['Disabled', 'DisabledException', 'is disabled.'],
      ['PendingDeletion', 'KMSInvalidStateException', 'is pending deletion.'],
      ['PendingImport', 'KMSInvalidStateException', 'is pending import.'],
      ['Creating', 'KMSInvalidStateException', 'is creating.'],
    ] as const)('when either key is in state %s', async (KeyState, name, text) => {
      for (const which of [(arn: string) => arn, inIreland]) {
        const kms = testKms();
        const KeyId = await relatedKeys(kms, IRELAND);
        await kms.call('ListKeys', {});
        putKey(kms, which(KeyId), { KeyState });
        expect(await refusal(kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: IRELAND }))).toEqual({
          name,
          message: `${which(KeyId)} ${text}`,
        });
      }
    });

    it('for a primary key that is pending replica deletion', async () => {
      const kms = testKms();
      const KeyId = await relatedKeys(kms, IRELAND);
      await kms.call('ScheduleKeyDeletion', { KeyId });
      expect(await refusal(kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: IRELAND }))).toEqual({
        name: 'KMSInvalidStateException',
        message: `${KeyId} is pending replica deletion.`,
      });
    });
  });
});
