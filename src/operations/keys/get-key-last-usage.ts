import type { KeyLastUsageData } from '@aws-sdk/client-kms';
import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { cloudTrailEventId } from '../../rules/event-id.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { LastUsageRecord } from '../../state/records/last-usage.js';
import { managedKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html */
export const GetKeyLastUsage: Operation<'GetKeyLastUsage', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId) },
  keys: [managedKey({})],
  handler({ keys, world }) {
    const [{ KeyId, Arn, CreationDate }] = keys;
    const usage = world.state.get('lastUsages', Arn);
    return {
      output: {
        KeyId,
        KeyLastUsage: usage === undefined ? {} : lastUsage(usage, keys[0]),
        // Every key here is younger than the tracking of usage.
        TrackingStartDate: new Date(CreationDate),
        KeyCreationDate: new Date(CreationDate),
      },
    };
  },
};

function lastUsage({ Operation, Timestamp, KmsRequestId }: LastUsageRecord, key: KeyRecord): KeyLastUsageData {
  return {
    Operation,
    Timestamp: new Date(Timestamp),
    CloudTrailEventId: cloudTrailEventId(KmsRequestId, key),
    KmsRequestId,
  };
}
