import { principalIn } from '../authorization/identities.js';
import { scopeOf } from '../model/arn.js';
import { KmsFault } from '../model/fault.js';
import type { OperationName } from '../model/operation-types.js';
import { cloudTrailEventId, uuidOf } from '../rules/event-id.js';
import type { State } from '../state/state.js';
import { aftermathOf } from './aftermath.js';
import type { CallToTell, EndOfCall, ToldCall } from './call-to-tell.js';
import { CHANGING_OPERATIONS } from './changing-operations.js';
import { arrivalOf, eventResource, FORMAT, isCallOfService } from './envelope.js';
import { foreignIdentity, userIdentity } from './identity.js';
import { READING_OPERATIONS } from './reading-operations.js';
import type { CloudTrailRecord } from './record.js';
import { eventTime, shownMembers, shownRequest } from './shown.js';
import type { AnyTold, Told } from './told.js';

/** Every operation: one that is missing, or in both tables, does not compile. */
const TOLD: { readonly [N in OperationName]: Told<N> } & {
  readonly [N in keyof typeof READING_OPERATIONS & keyof typeof CHANGING_OPERATIONS]: never;
} = { ...READING_OPERATIONS, ...CHANGING_OPERATIONS };

/** What was wrong with a request before AWS KMS looked at it; CloudTrail was not seen to record such calls. */
const MALFORMED: ReadonlySet<string> = new Set(['ValidationException', 'SerializationException']);

/**
 * The records of one call: in the log of the caller's account, in those of the accounts that own its keys, and of what AWS
 * KMS did in consequence. None where the call never came to an answer of AWS.
 */
export function recordsOfCall(call: CallToTell, state: State): CloudTrailRecord[] {
  const end = endOf(call.late ?? call);
  if (!isRecorded(call, end)) return [];
  const own = ownRecord(call, end, state);
  return [own, ...foreignRecords(call, end, own), ...aftermathOf(call, end, own)];
}

/** Changes that change nothing say what else the call relied on. */
function endOf({ keys, changes = [], output, error }: EndOfCall): EndOfCall {
  return { keys, changes: changes.filter(({ from, to }) => from !== to), output, error };
}

function isRecorded({ valid }: CallToTell, { output, error }: EndOfCall): boolean {
  if (output !== undefined) return true;
  if (!(error instanceof KmsFault) || (!valid && MALFORMED.has(error.name))) return false;
  // https://docs.aws.amazon.com/kms/latest/developerguide/vpce-logging.html
  return !(isDenial(error) && error.message.includes('VPC endpoint policy'));
}

function isDenial(error: unknown): boolean {
  return error instanceof KmsFault && error.name === 'AccessDeniedException';
}

/** The record in the log of the caller's account. */
function ownRecord(call: CallToTell, end: EndOfCall, state: State): CloudTrailRecord {
  const { caller, requestId, time } = call;
  const operation = call.operation as OperationName;
  const told: AnyTold = TOLD[operation];
  const input = { ...told.defaults?.(call.input), ...sent(call.input) };
  const toldCall: ToldCall = { ...end, input, output: end.output ?? {}, state };
  const isShared = isCallOfService(caller) || ownersOf(call, end).length > 0;
  const { sourceIPAddress, userAgent, tlsDetails, ...endpoint } = arrivalOf(caller);
  const additionalEventData = present(told.more?.(toldCall) ?? {});
  const arns = told.resources === undefined ? keyArns(end) : told.resources(toldCall);
  return {
    eventVersion: FORMAT.eventVersion,
    userIdentity: userIdentity(caller, principalIn(state, caller.principal), time),
    eventTime: eventTime(time),
    eventSource: FORMAT.eventSource,
    eventName: operation,
    awsRegion: caller.scope.region,
    sourceIPAddress,
    userAgent,
    ...errorMembers(end),
    requestParameters: shownRequest(input, 'DryRun' in input ? [...told.request, 'DryRun'] : told.request),
    responseElements: responseElements(told, toldCall),
    ...(additionalEventData !== undefined && { additionalEventData }),
    requestID: requestId,
    eventID: cloudTrailEventId(requestId, caller.scope),
    readOnly: operation in READING_OPERATIONS,
    ...(arns !== undefined && { resources: arns.map(eventResource) }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: caller.scope.account,
    ...(isShared && { sharedEventID: uuidOf(`shared event of ${requestId}`) }),
    ...endpoint,
    eventCategory: 'Management',
    ...(tlsDetails !== undefined && { tlsDetails }),
  };
}

/** The same call in the logs of other accounts, which are not told who was denied. */
function foreignRecords(call: CallToTell, end: EndOfCall, own: CloudTrailRecord): CloudTrailRecord[] {
  return ownersOf(call, end).map((account) => ({
    ...own,
    userIdentity: foreignIdentity(own.userIdentity),
    eventID: cloudTrailEventId(call.requestId, scopeOf(account, own.awsRegion)),
    recipientAccountId: account,
  }));
}

/** The other accounts that own keys of the call. */
function ownersOf({ caller }: CallToTell, { keys, error }: EndOfCall): readonly string[] {
  if (isDenial(error)) return [];
  const owners = new Set(keys.map(({ account }) => account));
  owners.delete(caller.scope.account);
  return [...owners];
}

/** CloudTrail leaves "Exception" out of this one name. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function errorMembers({ error }: EndOfCall): Pick<CloudTrailRecord, 'errorCode' | 'errorMessage'> {
  if (!(error instanceof KmsFault)) return {};
  return {
    errorCode: isDenial(error) ? 'AccessDenied' : error.name,
    ...(error.wireMessage !== undefined && { errorMessage: error.wireMessage }),
  };
}

function responseElements(told: AnyTold, call: ToldCall): Readonly<Record<string, unknown>> | null {
  if (call.error !== undefined) return null;
  const answered = told.response === undefined ? {} : shownMembers(call.output, told.response);
  return present({ ...answered, ...told.alsoResponse?.(call) }) ?? null;
}

function keyArns({ keys }: EndOfCall): readonly string[] | undefined {
  return keys.length === 0 ? undefined : keys.map(({ Arn }) => Arn);
}

/** What the caller sent: members that are null or undefined were left out. */
function sent(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null));
}

/** The members that have a value; undefined where none has. */
function present(members: Record<string, unknown>): Record<string, unknown> | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
