import type { KeyState } from '@aws-sdk/client-kms';
import { KEY_SPECS, type KeySpecName, keySpec } from '../../../src/model/key-specs.js';
import { DAY, refusal, START, type TestKms, testKms } from '../../support/engine.js';
import { KEY_STATES, putKey } from '../../support/records.js';

const SETTERS = ['EnableKeyRotation', 'DisableKeyRotation'] as const;
const OUTSIDE_CHINA = (Object.keys(KEY_SPECS) as KeySpecName[]).filter((name) => keySpec(name).regions !== 'china');
const ASYMMETRIC_AND_HMAC = OUTSIDE_CHINA.filter((name) => keySpec(name).type !== 'symmetric');

async function keyArn(kms: TestKms, input: object = {}): Promise<string> {
  const { KeyMetadata } = await kms.call('CreateKey', input);
  return KeyMetadata.Arn as string;
}

async function keyOfSpec(kms: TestKms, KeySpec: KeySpecName): Promise<string> {
  return keyArn(kms, { KeySpec, KeyUsage: Object.keys(keySpec(KeySpec).usages)[0] });
}

describe('EnableKeyRotation', () => {
  it('rotates every 365 days from now on, unless told otherwise, and answers nothing', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    kms.advance(DAY);
    expect(await kms.call('EnableKeyRotation', { KeyId })).toEqual({});
    expect(await kms.call('GetKeyRotationStatus', { KeyId })).toEqual({
      KeyRotationEnabled: true,
      KeyId,
      RotationPeriodInDays: 365,
      NextRotationDate: new Date(START + 366 * DAY),
    });
  });

  it.each([90, 2560])('takes a RotationPeriodInDays of %i', async (RotationPeriodInDays) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays });
    const status = await kms.call('GetKeyRotationStatus', { KeyId });
    expect(status.RotationPeriodInDays).toBe(RotationPeriodInDays);
    expect(status.NextRotationDate).toEqual(new Date(START + RotationPeriodInDays * DAY));
  });

  it.each([
    [89, 'greater than or equal to 90'],
    [2561, 'less than or equal to 2560'],
  ])('refuses a RotationPeriodInDays of %i before it looks for the key', async (RotationPeriodInDays, constraint) => {
    expect(await refusal(testKms().call('EnableKeyRotation', { KeyId: 'no-key', RotationPeriodInDays }))).toEqual({
      name: 'ValidationException',
      message: `1 validation error detected: Value '${RotationPeriodInDays}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value ${constraint}`,
    });
  });

  it('changes the period, counted from now, when it is called again with one', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 });
    kms.advance(50 * DAY);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 200 });
    const status = await kms.call('GetKeyRotationStatus', { KeyId });
    expect(status.RotationPeriodInDays).toBe(200);
    expect(status.NextRotationDate).toEqual(new Date(START + 250 * DAY));
  });

  it('keeps period and date when it is called again without one', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 });
    const before = await kms.call('GetKeyRotationStatus', { KeyId });
    kms.advance(50 * DAY);
    await kms.call('EnableKeyRotation', { KeyId });
    expect(await kms.call('GetKeyRotationStatus', { KeyId })).toEqual(before);
  });

  it('starts with the default period again after DisableKeyRotation', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 });
    await kms.call('DisableKeyRotation', { KeyId });
    await kms.call('EnableKeyRotation', { KeyId });
    expect((await kms.call('GetKeyRotationStatus', { KeyId })).RotationPeriodInDays).toBe(365);
  });

  it.each(ASYMMETRIC_AND_HMAC)('refuses %s keys without a message', async (KeySpec) => {
    const kms = testKms();
    const KeyId = await keyOfSpec(kms, KeySpec);
    expect(await refusal(kms.call('EnableKeyRotation', { KeyId }))).toEqual({
      name: 'UnsupportedOperationException',
      message: undefined,
    });
  });

  it('looks at the key state before the key spec', async () => {
    const kms = testKms();
    const KeyId = await keyOfSpec(kms, 'HMAC_256');
    await kms.call('DisableKey', { KeyId });
    expect(await refusal(kms.call('EnableKeyRotation', { KeyId }))).toEqual({
      name: 'DisabledException',
      message: `${KeyId} is disabled.`,
    });
  });
});

describe('DisableKeyRotation', () => {
  it('answers nothing, also for a key that does not rotate', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    expect(await kms.call('DisableKeyRotation', { KeyId })).toEqual({});
    await kms.call('EnableKeyRotation', { KeyId });
    expect(await kms.call('DisableKeyRotation', { KeyId })).toEqual({});
    expect(await kms.call('GetKeyRotationStatus', { KeyId })).toEqual({ KeyRotationEnabled: false, KeyId });
  });

  it.each(ASYMMETRIC_AND_HMAC)('accepts %s keys', async (KeySpec) => {
    const kms = testKms();
    const KeyId = await keyOfSpec(kms, KeySpec);
    expect(await kms.call('DisableKeyRotation', { KeyId })).toEqual({});
  });
});

describe.each(SETTERS)('%s', (operation) => {
  const obstacles: Partial<Record<KeyState, [name: string, text: string]>> = {
    Disabled: ['DisabledException', 'is disabled.'],
    PendingDeletion: ['KMSInvalidStateException', 'is pending deletion.'],
    PendingReplicaDeletion: ['KMSInvalidStateException', 'is pending replica deletion.'],
    Creating: ['KMSInvalidStateException', 'is creating.'],
  };

  it.each(KEY_STATES)('answers for a key that is %s as AWS documents', async (KeyState) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    putKey(kms, KeyId, { KeyState });
    const obstacle = obstacles[KeyState];
    if (obstacle === undefined) expect(await kms.call(operation, { KeyId })).toEqual({});
    else {
      const [name, text] = obstacle;
      expect(await refusal(kms.call(operation, { KeyId }))).toEqual({ name, message: `${KeyId} ${text}` });
    }
  });

  it.each(['EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const)(
    'refuses keys of Origin %s, whatever their key state',
    async (Origin) => {
      const kms = testKms();
      const KeyId = await keyArn(kms);
      for (const KeyState of KEY_STATES) {
        putKey(kms, KeyId, { Origin, KeyState });
        expect(await refusal(kms.call(operation, { KeyId }))).toEqual({
          name: 'UnsupportedOperationException',
          message: `${KeyId} origin is ${Origin} which is not valid for this operation.`,
        });
      }
    },
  );

  it('refuses a replica key', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms, { MultiRegion: true });
    putKey(kms, KeyId, { MultiRegionKeyType: 'REPLICA' });
    expect(await refusal(kms.call(operation, { KeyId }))).toEqual({
      name: 'UnsupportedOperationException',
      message: `${KeyId} is not a multi-region primary key.`,
    });
  });

  it('refuses AWS managed keys', async () => {
    const kms = testKms();
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: 'alias/aws/ebs' });
    const KeyId = KeyMetadata.Arn as string;
    expect(await refusal(kms.call(operation, { KeyId }))).toEqual({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::000000000000:root is not authorized to perform: kms:${operation} on resource: ${KeyId} because no resource-based policy allows the kms:${operation} action`,
    });
  });

  it('refuses keys of other accounts', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const other = kms.as({ account: '111122223333' });
    expect((await refusal(other.call(operation, { KeyId }))).name).toBe('AccessDeniedException');
  });
});

describe('GetKeyRotationStatus', () => {
  it.each(KEY_STATES)('tells of a key that is %s', async (KeyState) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 });
    putKey(kms, KeyId, { KeyState });
    const off = { KeyRotationEnabled: false, KeyId };
    const NextRotationDate = new Date(START + 100 * DAY);
    const on = { KeyRotationEnabled: true, KeyId, RotationPeriodInDays: 100, NextRotationDate };
    const deleted = KeyState === 'PendingDeletion' || KeyState === 'PendingReplicaDeletion';
    expect(await kms.call('GetKeyRotationStatus', { KeyId })).toEqual(deleted ? off : on);
  });

  it('gives the key ARN for a key id', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const id = KeyId.slice(KeyId.lastIndexOf('/') + 1);
    expect(await kms.call('GetKeyRotationStatus', { KeyId: id })).toEqual({ KeyRotationEnabled: false, KeyId });
  });

  it.each(ASYMMETRIC_AND_HMAC)('is false for %s keys', async (KeySpec) => {
    const kms = testKms();
    const KeyId = await keyOfSpec(kms, KeySpec);
    expect(await kms.call('GetKeyRotationStatus', { KeyId })).toEqual({ KeyRotationEnabled: false, KeyId });
  });

  it.each(['EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const)('refuses keys of Origin %s', async (Origin) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    putKey(kms, KeyId, { Origin });
    expect(await refusal(kms.call('GetKeyRotationStatus', { KeyId }))).toEqual({
      name: 'UnsupportedOperationException',
      message: `${KeyId} origin is ${Origin} which is not valid for this operation.`,
    });
  });

  it('answers another account that the key policy names', async () => {
    const kms = testKms();
    const other = kms.as({ account: '111122223333' });
    const KeyId = await keyArn(kms);
    expect((await refusal(other.call('GetKeyRotationStatus', { KeyId }))).name).toBe('AccessDeniedException');
    await kms.call('PutKeyPolicy', {
      KeyId,
      Policy: JSON.stringify({
        Statement: [
          { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'kms:*', Resource: '*' },
          { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'kms:Get*', Resource: '*' },
        ],
      }),
    });
    expect(await other.call('GetKeyRotationStatus', { KeyId })).toEqual({ KeyRotationEnabled: false, KeyId });
  });
});
