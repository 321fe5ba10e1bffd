import { cloudTrailEventId } from '../rules/event-id.js';
import type { KeyRecord } from '../state/records/key.js';
import type { CallToTell, EndOfCall } from './call-to-tell.js';
import { eventResource, INTERNAL } from './envelope.js';
import type { CloudTrailRecord } from './record.js';
import { newKey } from './resources.js';
import { rotated, synchronisations } from './service-records.js';

/** The records of what AWS KMS did because of a call that succeeded; `own` is the record of the call. */
export function aftermathOf(call: CallToTell, end: EndOfCall, own: CloudTrailRecord): CloudTrailRecord[] {
  if (end.output === undefined) return [];
  return [...elsewhere(call, end, own), ...rotations(call, end), ...synchronisations(end.changes ?? [], call.time)];
}

/** Two operations reach into another Region, in whose log they stand, too. */
function elsewhere({ operation }: CallToTell, end: EndOfCall, own: CloudTrailRecord): CloudTrailRecord[] {
  const { keys } = end;
  if (operation === 'UpdatePrimaryRegion') return keys[1] === undefined ? [] : [primaryUpdated(keys[1], own)];
  const replica = operation === 'ReplicateKey' ? newKey(end) : undefined;
  return replica === undefined ? [] : [replicaCreated(replica, own)];
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/ct-update-primary-region.html */
function primaryUpdated(replica: KeyRecord, own: CloudTrailRecord): CloudTrailRecord {
  // It names no resources, and the client was connected to the other Region.
  const { resources: _, tlsDetails: __, ...record } = own;
  return {
    ...record,
    userIdentity: { ...own.userIdentity, invokedBy: 'kms.amazonaws.com' },
    awsRegion: replica.region,
    requestParameters: { keyId: replica.Arn, primaryRegion: replica.region },
    eventID: cloudTrailEventId(own.requestID ?? '', replica),
  };
}

/**
 * Its page says that ReplicateKey "results in a ReplicateKey operation and a CreateKey operation", and shows but the former.
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-replicate-key.html
 */
function replicaCreated(replica: KeyRecord, own: CloudTrailRecord): CloudTrailRecord {
  const { requestParameters, responseElements, tlsDetails: _, ...record } = own;
  const { description, bypassPolicyLockoutSafetyCheck, tags, policy } = requestParameters ?? {};
  return {
    ...record,
    ...INTERNAL,
    userIdentity: { accountId: replica.account, invokedBy: 'AWS Internal' },
    eventName: 'CreateKey',
    awsRegion: replica.region,
    requestParameters: {
      description,
      origin: replica.Origin,
      bypassPolicyLockoutSafetyCheck,
      customerMasterKeySpec: replica.KeySpec,
      keySpec: replica.KeySpec,
      keyUsage: replica.KeyUsage,
      multiRegion: true,
      ...(tags !== undefined && { tags }),
      ...(policy !== undefined && { policy }),
    },
    responseElements: { keyMetadata: responseElements?.replicaKeyMetadata },
    eventID: cloudTrailEventId(own.requestID ?? '', replica),
    resources: [eventResource(replica.Arn)],
  };
}

/** RotateKeyOnDemand begins a rotation, which is an event of its own. */
function rotations({ operation, time }: CallToTell, { keys: [key], changes = [] }: EndOfCall): CloudTrailRecord[] {
  if (operation !== 'RotateKeyOnDemand' || key === undefined) return [];
  return changes.flatMap(({ table, to }) =>
    table === 'keys' && to?.Arn === key.Arn
      ? [rotated(key, time, { type: 'ON_DEMAND', previous: key.materials.current, current: to.materials.current })]
      : [],
  );
}
