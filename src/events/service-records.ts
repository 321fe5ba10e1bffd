import type { Happening } from '../contract/hooks.js';
import { uuidOf } from '../rules/event-id.js';
import type { Change } from '../state/changes.js';
import type { KeyRecord } from '../state/records/key.js';
import type { KeyMaterials } from '../state/records/key-materials.js';
import type { State } from '../state/state.js';
import { eventResource, FORMAT, INTERNAL } from './envelope.js';
import { backingKey, backingKeys } from './more.js';
import type { CloudTrailRecord } from './record.js';
import { eventTime } from './shown.js';

/** What AWS KMS does by itself. */
export type ServiceEventName = 'DeleteExpiredKeyMaterial' | 'DeleteKey' | 'RotateKey' | 'SynchronizeMultiRegionKey';

export const SERVICE_EVENTS: readonly ServiceEventName[] = [
  'DeleteExpiredKeyMaterial',
  'DeleteKey',
  'RotateKey',
  'SynchronizeMultiRegionKey',
];

/** The records of what time did to a key. */
export function recordsOfHappening(happening: Happening, state: State): CloudTrailRecord[] {
  if (happening.table !== 'keys') return [];
  const { what, record: key, at, changes } = happening;
  switch (what) {
    case 'deletion':
      return [keyDeleted(key, at, state)];
    case 'rotation':
      return [rotated(key, at, automaticRotation(key, at, changes)), ...synchronisations(changes, at)];
    case 'expiry':
      return [materialExpired(key, at)];
    default:
      // That a key is no longer Creating or Updating shows in its state only.
      return [];
  }
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html */
export function rotated(key: KeyRecord, at: number, rotation: Rotation): CloudTrailRecord {
  return serviceRecord('RotateKey', key, at, {
    serviceEventDetails: {
      rotationType: rotation.type,
      keyOrigin: key.Origin,
      previousKeyMaterialId: rotation.previous,
      currentKeyMaterialId: rotation.current,
      keyId: key.KeyId,
    },
  });
}

export interface Rotation {
  readonly type: 'AUTOMATIC' | 'ON_DEMAND';
  /** Ids of key materials. */
  readonly previous: string | undefined;
  readonly current: string | undefined;
}

/** Several may be due at once, one after the other. */
function automaticRotation(key: KeyRecord, at: number, changes: readonly Change[]): Rotation {
  const { entries = [] } = materialsAfter(key, changes) ?? {};
  const place = entries.findIndex(
    ({ rotation }) => rotation?.RotationDate === at && rotation.RotationType === 'AUTOMATIC',
  );
  const isFirst = place <= key.materials.entries.length;
  return {
    type: 'AUTOMATIC',
    previous: isFirst ? key.materials.current : entries[place - 1]?.KeyMaterialId,
    current: entries[place]?.KeyMaterialId,
  };
}

function materialsAfter({ Arn }: KeyRecord, changes: readonly Change[]): KeyMaterials | undefined {
  for (const { table, to } of changes) if (table === 'keys' && to?.Arn === Arn) return to.materials;
  return undefined;
}

/**
 * What a primary key shares was copied to its replica keys. The record names the primary key alone.
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-synchronize-multi-region-key.html
 */
export function synchronisations(changes: readonly Change[], at: number): CloudTrailRecord[] {
  const shared = changes.flatMap(({ table, from, to }) => (table === 'keys' && sharesAnew(from, to) ? [to] : []));
  const primary = shared.find(({ MultiRegionKeyType }) => MultiRegionKeyType === 'PRIMARY');
  if (primary === undefined || shared.length < 2) return [];
  const { Arn, materials } = primary;
  const what = ['SynchronizeMultiRegionKey', Arn, at, materials.current].join(' ');
  return [
    serviceRecord('SynchronizeMultiRegionKey', primary, at, {
      responseElements: { keyId: Arn },
      requestID: uuidOf(`request of ${what}`),
      eventType: 'AwsApiCall',
    }),
  ];
}

/** Not the first import: imported material is not copied. */
function sharesAnew(from: KeyRecord | undefined, to: KeyRecord | undefined): to is KeyRecord {
  if (from?.materials.current === undefined || to === undefined) return false;
  return from.materials.current !== to.materials.current || from.materials.rotation !== to.materials.rotation;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/ct-deleteexpiredkeymaterial.html */
function materialExpired(key: KeyRecord, at: number): CloudTrailRecord {
  const [keyMaterialId] = Object.entries(key.imported ?? {}).find(([, { ValidTo }]) => ValidTo === at) ?? [];
  return serviceRecord('DeleteExpiredKeyMaterial', key, at, {
    serviceEventDetails: { keyId: key.KeyId, ...(keyMaterialId !== undefined && { keyMaterialId }) },
  });
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html */
function keyDeleted(key: KeyRecord, at: number, state: State): CloudTrailRecord {
  const inCluster = backingKeys(state, key);
  return serviceRecord('DeleteKey', key, at, {
    responseElements: { keyId: key.Arn },
    ...('backingKeys' in inCluster && {
      additionalEventData: {
        ...inCluster,
        backingKeysDeletionStatus: JSON.stringify([{ ...backingKey(key.KeyId), deletionStatus: 'SUCCESS' }]),
      },
    }),
  });
}

type Particulars = Partial<
  Pick<CloudTrailRecord, 'responseElements' | 'additionalEventData' | 'requestID' | 'eventType' | 'serviceEventDetails'>
>;

function serviceRecord(
  eventName: ServiceEventName,
  { Arn, account, region }: KeyRecord,
  at: number,
  {
    responseElements = null,
    additionalEventData,
    requestID,
    eventType = 'AwsServiceEvent',
    serviceEventDetails,
  }: Particulars,
): CloudTrailRecord {
  return {
    eventVersion: FORMAT.eventVersion,
    userIdentity: { accountId: account, invokedBy: 'AWS Internal' },
    eventTime: eventTime(at),
    eventSource: FORMAT.eventSource,
    eventName,
    awsRegion: region,
    ...INTERNAL,
    requestParameters: null,
    responseElements,
    ...(additionalEventData !== undefined && { additionalEventData }),
    ...(requestID !== undefined && { requestID }),
    eventID: uuidOf(['CloudTrail event', eventName, Arn, at, ...Object.values(serviceEventDetails ?? {})].join(' ')),
    readOnly: false,
    resources: [eventResource(Arn)],
    eventType,
    managementEvent: true,
    recipientAccountId: account,
    ...(serviceEventDetails !== undefined && { serviceEventDetails }),
    eventCategory: 'Management',
  };
}
