import { callLog } from '../../src/bench/calls/calls.js';
import { recording } from '../../src/bench/calls/recorded-call.js';
import type { CallInfo } from '../../src/contract/hooks.js';
import { recordsOfCall } from '../../src/events/call-records.js';
import type { CallToTell } from '../../src/events/call-to-tell.js';
import type { CloudTrailRecord } from '../../src/events/record.js';
import { KmsFault } from '../../src/model/fault.js';
import { cloudTrailEventId } from '../../src/rules/event-id.js';
import { ACCOUNT, REGION, testKms } from '../support/engine.js';
import { callerOf, type ToldKms, toldKms } from '../support/events.js';
import { newKey, SECRET } from './scenes/scene.js';

const OTHER = '444455556666';

async function refused(
  kms: Pick<ToldKms, 'call'>,
  operation: 'Decrypt' | 'DescribeKey' | 'Encrypt' | 'GenerateDataKey',
  input: object,
) {
  return kms.call(operation, input).then(
    () => {
      throw new Error(`${operation} was not refused`);
    },
    (error: Error) => error,
  );
}

describe('the record of a call that was refused', () => {
  it('has the name of the exception, its message, and the key', async () => {
    const kms = toldKms();
    const { KeyId, Arn } = await newKey(kms);
    await kms.call('DisableKey', { KeyId });
    kms.news();
    await refused(kms, 'Encrypt', { KeyId, Plaintext: SECRET });
    const [record, ...others] = kms.news() as [CloudTrailRecord];
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      eventName: 'Encrypt',
      errorCode: 'DisabledException',
      errorMessage: `${Arn} is disabled.`,
      requestParameters: { keyId: KeyId, encryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      responseElements: null,
      readOnly: true,
      resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: Arn }],
    });
    const members = Object.keys(record);
    expect(members.slice(members.indexOf('userAgent'), members.indexOf('requestParameters') + 1)).toEqual([
      'userAgent',
      'errorCode',
      'errorMessage',
      'requestParameters',
    ]);
    expect(record).not.toHaveProperty('additionalEventData');
  });

  it('has no message where AWS sends none', async () => {
    const kms = toldKms();
    const [{ KeyId }, other] = [await newKey(kms), await newKey(kms)];
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: SECRET });
    kms.news();
    const damaged = CiphertextBlob.slice();
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    await refused(kms, 'Decrypt', { CiphertextBlob: damaged });
    await refused(kms, 'Decrypt', { CiphertextBlob, KeyId: other.KeyId });
    const [invalid, incorrect] = kms.news();
    expect(invalid?.errorCode).toBe('InvalidCiphertextException');
    expect(invalid).not.toHaveProperty('errorMessage');
    // https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html
    expect(incorrect).toMatchObject({
      errorCode: 'IncorrectKeyException',
      errorMessage: 'The key ID in the request does not identify a CMK that can perform this operation.',
    });
  });

  it('names no resource that the call did not find', async () => {
    const kms = toldKms();
    await refused(kms, 'DescribeKey', { KeyId: 'alias/none' });
    const [record] = kms.news();
    expect(record).toMatchObject({ errorCode: 'NotFoundException', requestParameters: { keyId: 'alias/none' } });
    expect(record).not.toHaveProperty('resources');
  });

  it('of a dry run says so', async () => {
    const kms = toldKms();
    const { KeyId } = await newKey(kms);
    kms.news();
    await refused(kms, 'GenerateDataKey', { KeyId, KeySpec: 'AES_256', DryRun: true });
    expect(kms.news()).toMatchObject([
      { errorCode: 'DryRunOperationException', requestParameters: { keyId: KeyId, keySpec: 'AES_256', dryRun: true } },
    ]);
  });

  it('is not there where the request was malformed', async () => {
    const kms = toldKms();
    await refused(kms, 'DescribeKey', { KeyId: '' });
    await refused(kms, 'DescribeKey', { KeyId: { not: 'text' } });
    expect(kms.news()).toEqual([]);
  });

  it('is there where a rule of AWS KMS was broken, though the exception has the same name', async () => {
    const kms = toldKms();
    const { KeyId } = await newKey(kms);
    kms.news();
    await refused(kms, 'GenerateDataKey', { KeyId, KeySpec: 'AES_256', NumberOfBytes: 32 });
    expect(kms.news()).toMatchObject([{ errorCode: 'ValidationException' }]);
  });

  it('is not there where no answer of AWS came: an error of the network, an aborted call', () => {
    const call = {
      operation: 'ListKeys',
      caller: callerOf('arn:aws:iam::111122223333:root'),
      requestId: '1',
      input: {},
    };
    const error = Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
    const { state } = testKms().world;
    expect(recordsOfCall({ ...call, valid: true, time: 0, keys: [], error }, state)).toEqual([]);
    expect(recordsOfCall({ ...call, valid: true, time: 0, keys: [] }, state)).toEqual([]);
  });

  it('is there where AWS KMS did it although its caller had given up, once it has', async () => {
    const { hooks, entries } = callLog({ now: () => 0 }, 10);
    const { state } = testKms().world;
    const told: CloudTrailRecord[][] = [];
    const over = (call: CallToTell) => void told.push(recordsOfCall(call, state));
    const listener = recording({ now: () => 0 }, { ended: over, carriedOut: over });
    const call: CallInfo = {
      operation: 'ListKeys',
      caller: callerOf('arn:aws:iam::111122223333:root'),
      requestId: 'request-1',
      sendId: 'request-1',
      input: {},
      attempt: 1,
      signal: undefined,
    };
    for (const watcher of [hooks, listener]) {
      void watcher.before?.(call);
      watcher.aborted?.(call, Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    }
    const recorded = () => entries().flatMap((entry) => recordsOfCall(entry, state));
    expect(recorded()).toEqual([]);
    for (const watcher of [hooks, listener]) watcher.after?.(call, { keys: [], input: {}, output: { Keys: [] } });
    expect(recorded()).toMatchObject([{ eventName: 'ListKeys', requestID: 'request-1' }]);
    expect(told).toEqual([[], recorded()]);
  });

  it('is not there where a VPC endpoint policy alone denied it', () => {
    const call = {
      operation: 'ListKeys',
      caller: callerOf('arn:aws:iam::111122223333:root'),
      requestId: '1',
      input: {},
    };
    const error = new KmsFault(
      'AccessDeniedException',
      'User: a is not authorized to perform: kms:ListKeys on resource: * because no VPC endpoint policy allows the kms:ListKeys action',
    );
    expect(recordsOfCall({ ...call, valid: true, time: 0, keys: [], error }, testKms().world.state)).toEqual([]);
  });
});

describe('a call with a key of another account', () => {
  async function sharedKey() {
    const kms = toldKms();
    const { Arn } = await newKey(kms);
    const stranger = kms.as({ account: OTHER, principal: `arn:aws:iam::${OTHER}:user/Bob` });
    return { kms, Arn, stranger };
  }

  it('is in the log of the caller alone where access is denied', async () => {
    const { kms, Arn, stranger } = await sharedKey();
    kms.news();
    const { message } = await refused(stranger, 'Encrypt', { KeyId: Arn, Plaintext: SECRET });
    const [record, ...others] = kms.news();
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      errorCode: 'AccessDenied',
      errorMessage: message,
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${OTHER}:user/Bob` },
      recipientAccountId: OTHER,
      resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: Arn }],
    });
    expect(record).not.toHaveProperty('sharedEventID');
  });

  it('is in the logs of both accounts where it succeeds', async () => {
    const { kms, Arn, stranger } = await sharedKey();
    await kms.call('CreateGrant', {
      KeyId: Arn,
      GranteePrincipal: `arn:aws:iam::${OTHER}:user/Bob`,
      Operations: ['Encrypt'],
    });
    kms.news();
    await stranger.call('Encrypt', { KeyId: Arn, Plaintext: SECRET });
    const [own, owners, ...others] = kms.news() as [CloudTrailRecord, CloudTrailRecord];
    expect(others).toEqual([]);
    const requestID = own.requestID as string;
    expect(own).toMatchObject({
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${OTHER}:user/Bob`, accountId: OTHER },
      recipientAccountId: OTHER,
      eventID: cloudTrailEventId(requestID, { account: OTHER, region: REGION }),
    });
    // The owner is not told the ARN.
    expect(owners).toEqual({
      ...own,
      userIdentity: { type: 'AWSAccount', principalId: own.userIdentity.principalId, accountId: OTHER },
      recipientAccountId: ACCOUNT,
      eventID: cloudTrailEventId(requestID, { account: ACCOUNT, region: REGION }),
    });
    expect(own.sharedEventID).toMatch(/^[0-9a-f-]{36}$/);
    const { KeyLastUsage } = await kms.call('GetKeyLastUsage', { KeyId: Arn });
    expect(KeyLastUsage.CloudTrailEventId).toBe(owners.eventID);
    expect(KeyLastUsage.KmsRequestId).toBe(requestID);
  });

  it('is in both where it fails for another reason', async () => {
    const { kms, Arn, stranger } = await sharedKey();
    await kms.call('CreateGrant', {
      KeyId: Arn,
      GranteePrincipal: `arn:aws:iam::${OTHER}:user/Bob`,
      Operations: ['Encrypt'],
    });
    await kms.call('DisableKey', { KeyId: Arn });
    kms.news();
    await refused(stranger, 'Encrypt', { KeyId: Arn, Plaintext: SECRET });
    expect(kms.news().map(({ errorCode, recipientAccountId }) => [errorCode, recipientAccountId])).toEqual([
      ['DisabledException', OTHER],
      ['DisabledException', ACCOUNT],
    ]);
  });
});
