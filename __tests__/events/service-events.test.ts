import type { CloudTrailRecord } from '../../src/events/record.js';
import { ACCOUNT, DAY, REGION, START } from '../support/engine.js';
import { toldKms } from '../support/events.js';
import { bytesOf, externalKey, importMaterial } from '../support/key-import.js';
import { newKey } from './scenes/scene.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;

/** A whole record of what AWS KMS does by itself. */
function serviceRecord(eventName: string, eventTime: string, ARN: string, members: object = {}): CloudTrailRecord {
  return {
    eventVersion: '1.11',
    userIdentity: { accountId: ACCOUNT, invokedBy: 'AWS Internal' },
    eventTime,
    eventSource: 'kms.amazonaws.com',
    eventName,
    awsRegion: REGION,
    sourceIPAddress: 'AWS Internal',
    userAgent: 'AWS Internal',
    requestParameters: null,
    responseElements: null,
    eventID: expect.stringMatching(UUID),
    readOnly: false,
    resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN }],
    eventType: 'AwsServiceEvent',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...members,
  };
}

describe('what AWS KMS does by itself', () => {
  it('RotateKey, at the time when it was due, one after the other', async () => {
    const kms = toldKms();
    const { KeyId, Arn, material } = await newKey(kms);
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    kms.news();
    kms.advance(200 * DAY);
    expect(kms.news()).toEqual([]);
    const { Rotations } = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    const [, second, third] = Rotations.map(({ KeyMaterialId }) => KeyMaterialId);
    const details = { rotationType: 'AUTOMATIC', keyOrigin: 'AWS_KMS', keyId: KeyId };
    const records = kms.news();
    expect(records.slice(0, 2)).toEqual([
      serviceRecord('RotateKey', '2026-04-01T00:00:00Z', Arn, {
        serviceEventDetails: { ...details, previousKeyMaterialId: material, currentKeyMaterialId: second },
      }),
      serviceRecord('RotateKey', '2026-06-30T00:00:00Z', Arn, {
        serviceEventDetails: { ...details, previousKeyMaterialId: second, currentKeyMaterialId: third },
      }),
    ]);
    expect(records.slice(2).map(({ eventName }) => eventName)).toEqual(['ListKeyRotations']);
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(3);
    expect(Object.keys(records[0]?.serviceEventDetails ?? {})).toEqual([
      'rotationType',
      'keyOrigin',
      'previousKeyMaterialId',
      'currentKeyMaterialId',
      'keyId',
    ]);
  });

  it('RotateKey, after RotateKeyOnDemand', async () => {
    const kms = toldKms();
    const { KeyId, Arn, material } = await newKey(kms);
    kms.news();
    await kms.call('RotateKeyOnDemand', { KeyId });
    const [call, rotation, ...others] = kms.news();
    expect(others).toEqual([]);
    expect(call?.eventName).toBe('RotateKeyOnDemand');
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId });
    expect(rotation).toEqual(
      serviceRecord('RotateKey', '2026-01-01T00:00:00Z', Arn, {
        serviceEventDetails: {
          rotationType: 'ON_DEMAND',
          keyOrigin: 'AWS_KMS',
          previousKeyMaterialId: material,
          currentKeyMaterialId: KeyMetadata.CurrentKeyMaterialId,
          keyId: KeyId,
        },
      }),
    );
  });

  it('DeleteKey', async () => {
    const kms = toldKms();
    const { KeyId, Arn } = await newKey(kms);
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    kms.news();
    kms.advance(8 * DAY);
    await kms.call('ListKeys', {});
    // https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html tells of the ARN in responseElements.
    expect(kms.news({ eventType: 'AwsServiceEvent' })).toEqual([
      serviceRecord('DeleteKey', '2026-01-08T00:00:00Z', Arn, { responseElements: { keyId: Arn } }),
    ]);
  });

  it('DeleteExpiredKeyMaterial', async () => {
    const kms = toldKms();
    const Arn = await externalKey(kms);
    const { KeyMaterialId } = await importMaterial(kms, Arn, bytesOf(32), { ValidTo: new Date(START + DAY) });
    kms.news();
    kms.advance(2 * DAY);
    await kms.call('ListKeys', {});
    const serviceEventDetails = { keyId: Arn.slice(-36), keyMaterialId: KeyMaterialId };
    expect(kms.news({ eventName: 'DeleteExpiredKeyMaterial' })).toEqual([
      serviceRecord('DeleteExpiredKeyMaterial', '2026-01-02T00:00:00Z', Arn, { serviceEventDetails }),
    ]);
  });

  it('SynchronizeMultiRegionKey, where related keys share something new; it names the primary key alone', async () => {
    const kms = toldKms();
    const { KeyId, Arn } = await newKey(kms, { MultiRegion: true });
    await kms.call('RotateKeyOnDemand', { KeyId });
    expect(kms.news({ eventName: 'SynchronizeMultiRegionKey' })).toEqual([]);
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'us-west-2' });
    await kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    const record = (eventTime: string) => ({
      ...serviceRecord('SynchronizeMultiRegionKey', eventTime, Arn, { responseElements: { keyId: Arn } }),
      requestID: expect.stringMatching(UUID),
      eventType: 'AwsApiCall',
    });
    expect(kms.news({ eventName: 'SynchronizeMultiRegionKey' })).toEqual([record('2026-01-01T00:00:00Z')]);
    kms.advance(90 * DAY);
    await kms.call('ListKeys', {});
    const [rotation, synchronisation] = kms.news();
    expect(rotation?.eventName).toBe('RotateKey');
    expect(synchronisation).toEqual(record('2026-04-01T00:00:00Z'));
    await kms.call('DisableKey', { KeyId });
    expect(kms.news().map(({ eventName }) => eventName)).toEqual(['DisableKey']);
  });

  it('nothing, where a transient key state is over', async () => {
    const kms = toldKms({ transitionDelay: 1000 });
    const { KeyId } = await newKey(kms, { MultiRegion: true });
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'us-west-2' });
    kms.news();
    kms.advance(1000);
    await kms.call('ListKeys', {});
    expect(kms.news().map(({ eventName }) => eventName)).toEqual(['ListKeys']);
  });
});

describe('operations that reach into another Region', () => {
  it('UpdatePrimaryRegion is in the logs of both', async () => {
    const kms = toldKms();
    const { KeyId, Arn } = await newKey(kms, { MultiRegion: true });
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'us-west-2' });
    kms.news();
    await kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'us-west-2' });
    const [first, second, ...others] = kms.news() as [CloudTrailRecord, CloudTrailRecord];
    expect(others).toEqual([]);
    const { resources: _, tlsDetails: __, ...same } = first;
    expect(second).toEqual({
      ...same,
      userIdentity: { ...first.userIdentity, invokedBy: 'kms.amazonaws.com' },
      awsRegion: 'us-west-2',
      requestParameters: { keyId: Arn.replace(REGION, 'us-west-2'), primaryRegion: 'us-west-2' },
      eventID: expect.stringMatching(UUID),
    });
    expect(second.eventID).not.toBe(first.eventID);
    expect(second.requestID).toBe(first.requestID);
  });

  it('is in one log alone where it was refused', async () => {
    const kms = toldKms();
    const { KeyId } = await newKey(kms, { MultiRegion: true });
    kms.news();
    await expect(kms.call('UpdatePrimaryRegion', { KeyId, PrimaryRegion: 'us-west-2' })).rejects.toThrow();
    await expect(kms.call('ReplicateKey', { KeyId, ReplicaRegion: REGION })).rejects.toThrow();
    expect(kms.news().map(({ eventName, awsRegion }) => [eventName, awsRegion])).toEqual([
      ['UpdatePrimaryRegion', REGION],
      ['ReplicateKey', REGION],
    ]);
  });

  it('ReplicateKey makes a CreateKey in the Region of the replica key', async () => {
    const kms = toldKms();
    const { KeyId, Arn } = await newKey(kms, { MultiRegion: true });
    kms.news();
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'us-west-2', Description: 'replica' });
    const [replicate, create, ...others] = kms.news() as [CloudTrailRecord, CloudTrailRecord];
    expect(others).toEqual([]);
    const { tlsDetails: _, ...same } = replicate;
    const ARN = Arn.replace(REGION, 'us-west-2');
    expect(create).toEqual({
      ...same,
      userIdentity: { accountId: ACCOUNT, invokedBy: 'AWS Internal' },
      eventName: 'CreateKey',
      awsRegion: 'us-west-2',
      sourceIPAddress: 'AWS Internal',
      userAgent: 'AWS Internal',
      requestParameters: {
        description: 'replica',
        origin: 'AWS_KMS',
        bypassPolicyLockoutSafetyCheck: false,
        customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
        keySpec: 'SYMMETRIC_DEFAULT',
        keyUsage: 'ENCRYPT_DECRYPT',
        multiRegion: true,
      },
      responseElements: { keyMetadata: replicate.responseElements?.replicaKeyMetadata },
      eventID: expect.stringMatching(UUID),
      resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN }],
    });
  });
});

describe('EventBridge', () => {
  it('has rotations, expiries and deletions, and nothing else', async () => {
    const kms = toldKms();
    const { KeyId, Arn, material } = await newKey(kms);
    const imported = await externalKey(kms);
    await importMaterial(kms, imported, bytesOf(32), { ValidTo: new Date(START + DAY) });
    await kms.call('RotateKeyOnDemand', { KeyId });
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    kms.advance(8 * DAY);
    await kms.call('ListKeys', {});
    const [rotated] = kms.trail.events({ eventName: 'RotateKey' });
    const event = (detailType: string, time: string, arn: string, detail: object = {}) => ({
      version: '0',
      id: expect.stringMatching(UUID),
      'detail-type': detailType,
      source: 'aws.kms',
      account: ACCOUNT,
      time,
      region: REGION,
      resources: [arn],
      detail: { 'key-id': arn.slice(-36), ...detail },
    });
    expect(kms.trail.eventBridge()).toEqual([
      event('KMS CMK Rotation', '2026-01-01T00:00:00Z', Arn, {
        'key-origin': 'AWS_KMS',
        'rotation-type': 'ON_DEMAND',
        'previous-key-material-id': material,
        'current-key-material-id': rotated?.serviceEventDetails?.currentKeyMaterialId,
      }),
      event('KMS Imported Key Material Expiration', '2026-01-02T00:00:00Z', imported),
      event('KMS CMK Deletion', '2026-01-08T00:00:00Z', Arn),
    ]);
  });
});
