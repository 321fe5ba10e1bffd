import { uuidOf } from '../rules/event-id.js';
import type { CloudTrailRecord } from './record.js';

/**
 * An event that AWS KMS sends to EventBridge by itself.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-events.html
 */
export interface KmsEventBridgeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'KMS CMK Rotation' | 'KMS Imported Key Material Expiration' | 'KMS CMK Deletion';
  readonly source: 'aws.kms';
  /** 12 digits: the account of the key. */
  readonly account: string;
  /** UTC, to the second. */
  readonly time: string;
  readonly region: string;
  /** The ARN of the key. */
  readonly resources: readonly [string];
  readonly detail: {
    readonly 'key-id': string;
    /** This and what follows: of a rotation. */
    readonly 'key-origin'?: string;
    readonly 'rotation-type'?: 'AUTOMATIC' | 'ON_DEMAND';
    readonly 'previous-key-material-id'?: string;
    readonly 'current-key-material-id'?: string;
  };
}

const DETAIL_TYPES: { readonly [eventName: string]: KmsEventBridgeEvent['detail-type'] } = {
  RotateKey: 'KMS CMK Rotation',
  DeleteExpiredKeyMaterial: 'KMS Imported Key Material Expiration',
  DeleteKey: 'KMS CMK Deletion',
};

/** The same event as EventBridge has it; undefined where AWS KMS sends none there. */
export function eventBridgeEvent(record: CloudTrailRecord): KmsEventBridgeEvent | undefined {
  const detailType = DETAIL_TYPES[record.eventName];
  const arn = record.resources?.[0]?.ARN;
  if (detailType === undefined || arn === undefined) return undefined;
  return {
    version: '0',
    id: uuidOf(`EventBridge event of ${record.eventID}`),
    'detail-type': detailType,
    source: 'aws.kms',
    account: record.recipientAccountId,
    time: record.eventTime,
    region: record.awsRegion,
    resources: [arn],
    detail: { 'key-id': arn.slice(arn.lastIndexOf('/') + 1), ...rotationDetail(record) },
  };
}

function rotationDetail({
  eventName,
  serviceEventDetails = {},
}: CloudTrailRecord): Partial<KmsEventBridgeEvent['detail']> {
  if (eventName !== 'RotateKey') return {};
  // As `rotated` wrote them.
  const { keyOrigin, rotationType, previousKeyMaterialId, currentKeyMaterialId } = serviceEventDetails as {
    readonly keyOrigin: string;
    readonly rotationType: 'AUTOMATIC' | 'ON_DEMAND';
    readonly previousKeyMaterialId: string;
    readonly currentKeyMaterialId: string;
  };
  return {
    'key-origin': keyOrigin,
    'rotation-type': rotationType,
    'previous-key-material-id': previousKeyMaterialId,
    'current-key-material-id': currentKeyMaterialId,
  };
}
