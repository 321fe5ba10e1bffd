import { parseKmsArn, scopeOf } from '../model/arn.js';
import type { Caller } from '../model/caller.js';
import type { OperationName } from '../model/operation-types.js';
import { type Check, expected, members, oneOfTexts, text, trueOrFalse } from '../options/checks.js';
import { CHANGING_OPERATIONS } from './changing-operations.js';
import { READING_OPERATIONS } from './reading-operations.js';
import type { CloudTrailRecord } from './record.js';
import { SERVICE_EVENTS, type ServiceEventName } from './service-records.js';

/** Which records; all that is given must hold. Members are named as those of the record. */
export interface EventFilter {
  /** An operation, or what AWS KMS does by itself. */
  readonly eventName?: OperationName | ServiceEventName;
  /** A key among `resources`: key id, key ARN, alias name or alias ARN, as it names a key now. */
  readonly keyId?: string;
  /** As CloudTrail spells it: `AccessDenied`. */
  readonly errorCode?: string;
  readonly requestID?: string;
  readonly readOnly?: boolean;
  readonly eventType?: CloudTrailRecord['eventType'];
  readonly awsRegion?: string;
  /** The account in whose log the record is. */
  readonly recipientAccountId?: string;
}

/** The ARN of the key that a KeyId names for a caller. */
export type KeyArnOf = (keyId: string, call: { readonly caller: Caller }) => string | undefined;

const something = text(/./, 'text that is not empty');

const EVENT_NAMES: ReadonlySet<unknown> = new Set([
  ...Object.keys(READING_OPERATIONS),
  ...Object.keys(CHANGING_OPERATIONS),
  ...SERVICE_EVENTS,
]);

function eventName(value: unknown, path: string): void {
  if (!EVENT_NAMES.has(value)) {
    expected(path, value, `an operation of AWS KMS, or one of ${SERVICE_EVENTS.join(', ')}`);
  }
}

const checkFilter: Check = members<EventFilter>({
  eventName,
  keyId: something,
  errorCode: something,
  requestID: something,
  readOnly: trueOrFalse,
  eventType: oneOfTexts(['AwsApiCall', 'AwsServiceEvent']),
  awsRegion: something,
  recipientAccountId: something,
});

/**
 * The filter as a test of records.
 * @throws TypeError for a filter that cannot be
 */
export function eventTest(filter: EventFilter, keyArnOf: KeyArnOf): (record: CloudTrailRecord) => boolean {
  checkFilter(filter, 'filter');
  const { keyId, ...same } = filter;
  const wanted = Object.entries(same).filter(([, value]) => value !== undefined);
  return (record) =>
    wanted.every(([name, value]) => record[name as keyof typeof same] === value) &&
    (keyId === undefined || (record.resources ?? []).some(({ ARN }) => keyArnOf(keyId, ownerOf(ARN)) === ARN));
}

/** A caller in the account and Region of an ARN, where key ids and alias names are looked for. */
function ownerOf(arn: string): { readonly caller: Caller } {
  const { account = '', region = '' } = parseKmsArn(arn) ?? {};
  return { caller: { scope: scopeOf(account, region), principal: account } };
}
