import {
  CreateAliasCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KMSClient,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { type CloudTrailRecord, type LocalKms, localKms } from '../src/index.js';
import { clientOf, newKey } from './support/clients.js';

const ACCOUNT = '111122223333';
const Plaintext = new TextEncoder().encode('very secret');

const namesOf = (records: readonly CloudTrailRecord[]) => records.map(({ eventName }) => eventName);

describe('events()', () => {
  it('has the ids of the answer', async () => {
    const kms = localKms();
    const { KeyId } = await newKey(kms);
    const { $metadata } = await clientOf(kms).send(new EncryptCommand({ KeyId, Plaintext }));
    const [record] = await kms.events({ eventName: 'Encrypt' });
    expect(record?.requestID).toBe($metadata.requestId);
  });

  it('has nothing secret', async () => {
    const kms = localKms();
    const { KeyId } = await newKey(kms);
    const client = clientOf(kms);
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext }));
    await client.send(new DecryptCommand({ CiphertextBlob }));
    const text = JSON.stringify(await kms.events());
    expect(text).not.toMatch(/Plaintext|CiphertextBlob|secret/i);
  });

  it('is a picture of the time of the call, whatever becomes of its key and its input', async () => {
    const kms = localKms();
    const { KeyId, Arn } = await newKey(kms);
    const EncryptionContext = { tenant: 'a' };
    await clientOf(kms).send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
    const before = await kms.events({ eventName: 'Encrypt' });
    EncryptionContext.tenant = 'b';
    await clientOf(kms).send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    kms.clock.advance({ days: 8 });
    expect(kms.keys()).toEqual([]);
    expect(await kms.events({ eventName: 'Encrypt' })).toEqual(before);
    expect(before[0]).toMatchObject({
      requestParameters: { encryptionContext: { tenant: 'a' } },
      resources: [{ ARN: Arn }],
    });
    expect(namesOf(await kms.events({ eventType: 'AwsServiceEvent' }))).toEqual(['DeleteKey']);
  });

  it('gives each who asks records of its own', async () => {
    const kms = localKms();
    await newKey(kms);
    const [record] = await kms.events();
    Object.assign(record?.userIdentity as object, { arn: 'mine' });
    Object.assign(record?.requestParameters as object, { description: 'mine' });
    const [again] = await kms.events();
    expect(again?.userIdentity.arn).toBe('arn:aws:iam::000000000000:root');
    expect(again?.requestParameters?.description).toBe('');
  });

  it('has each attempt that AWS KMS answered', async () => {
    const kms = localKms();
    const client = kms.attach(
      new KMSClient({ region: 'us-east-1', retryStrategy: new ConfiguredRetryStrategy(2, () => 0) }),
    );
    kms.faults.add({ operation: 'ListKeys', error: 'ThrottlingException', times: 1 });
    await client.send(new ListKeysCommand({}));
    const told = (await kms.events()).map(({ eventName, errorCode }) => [eventName, errorCode]);
    expect(told).toEqual([
      ['ListKeys', 'ThrottlingException'],
      ['ListKeys', undefined],
    ]);
  });

  it('has no call that its caller gave up before AWS KMS did anything', async () => {
    const kms = localKms();
    kms.faults.add({ operation: 'ListKeys', hang: true });
    const abort = new AbortController();
    const sent = clientOf(kms).send(new ListKeysCommand({}), { abortSignal: abort.signal });
    await new Promise(setImmediate);
    abort.abort();
    await expect(sent).rejects.toThrow('Request aborted');
    expect(kms.calls()).toHaveLength(1);
    expect(await kms.events()).toEqual([]);
  });

  it.each<[string, Parameters<LocalKms['events']>[0], string[]]>([
    ['a key, by its id', { keyId: 'KEY' }, ['CreateKey', 'CreateAlias', 'DescribeKey']],
    ['a key, by its alias', { keyId: 'alias/orders' }, ['CreateKey', 'CreateAlias', 'DescribeKey']],
    ['an error', { errorCode: 'NotFoundException' }, ['DescribeKey']],
    ['reading', { readOnly: true }, ['DescribeKey', 'DescribeKey', 'ListKeys']],
    ['a Region', { awsRegion: 'eu-west-1' }, ['ListKeys']],
    ['an account', { recipientAccountId: ACCOUNT, readOnly: false }, ['CreateKey', 'CreateAlias']],
    ['nothing', {}, ['CreateKey', 'CreateAlias', 'DescribeKey', 'DescribeKey', 'ListKeys']],
    [
      'an undefined member',
      { errorCode: undefined } as never,
      ['CreateKey', 'CreateAlias', 'DescribeKey', 'DescribeKey', 'ListKeys'],
    ],
  ])('is filtered by %s', async (_, filter, expected) => {
    const kms = localKms({ accountId: ACCOUNT });
    const client = clientOf(kms, 'us-east-1');
    const { KeyId } = await newKey(kms, {}, 'us-east-1');
    await client.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: KeyId }));
    await client.send(new DescribeKeyCommand({ KeyId: 'alias/orders' }));
    await client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })).catch(() => {});
    await clientOf(kms, 'eu-west-1').send(new ListKeysCommand({}));
    const wanted = filter?.keyId === 'KEY' ? { ...filter, keyId: KeyId } : filter;
    expect(namesOf(await kms.events(wanted))).toEqual(expected);
  });

  it.each<[object, string]>([
    [
      { eventName: 'DecryptCommand' },
      '[localkms] filter.eventName: expected an operation of AWS KMS, or one of DeleteExpiredKeyMaterial, DeleteKey, RotateKey, SynchronizeMultiRegionKey; got "DecryptCommand"',
    ],
    [{ keyId: '' }, '[localkms] filter.keyId: expected text that is not empty; got ""'],
    [{ readOnly: 'true' }, '[localkms] filter.readOnly: expected true or false; got "true"'],
    [
      { operation: 'Decrypt' },
      '[localkms] filter.operation: there is no such option, only eventName, keyId, errorCode, requestID, readOnly, eventType, awsRegion, recipientAccountId',
    ],
  ])('refuses the filter %p', async (filter, message) => {
    await expect(localKms().events(filter as never)).rejects.toEqual(new TypeError(message));
  });

  it('forgets with the calls, and at a reset', async () => {
    const kms = localKms({ clock: '2026-01-01T00:00:00Z' });
    const schedule = async () => {
      const { KeyId } = await newKey(kms);
      await clientOf(kms).send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
      kms.clock.advance({ days: 8 });
      kms.keys();
    };
    for (const forget of [() => kms.clearCalls(), () => kms.reset()]) {
      await schedule();
      expect(namesOf(await kms.events())).toEqual(['CreateKey', 'ScheduleKeyDeletion', 'DeleteKey']);
      forget();
      expect(await kms.events()).toEqual([]);
    }
  });

  it('is bounded as calls are', async () => {
    const kms = localKms({ calls: 2 });
    const { KeyId } = await newKey(kms);
    for (const Limit of [1, 2]) await clientOf(kms).send(new ListKeysCommand({ Limit }));
    expect(KeyId).toBeDefined();
    expect((await kms.events()).map(({ requestParameters }) => requestParameters)).toEqual([
      { limit: 1 },
      { limit: 2 },
    ]);
  });
});

describe('cloudTrail()', () => {
  it('is a log file', async () => {
    const kms = localKms();
    await newKey(kms);
    expect(await kms.cloudTrail()).toEqual({ Records: await kms.events() });
    expect(namesOf((await kms.cloudTrail()).Records)).toEqual(['CreateKey']);
  });
});

describe('the options', () => {
  it.each([
    [{ events: false }, '[localkms] options.events is false: there are no events'],
    [{ calls: false }, '[localkms] options.calls is false: there are no events'],
    [{ calls: false, events: false }, '[localkms] options.events is false: there are no events'],
  ])('%p: there are none', async (options, message) => {
    const kms = localKms(options);
    for (const ask of [() => kms.events(), () => kms.cloudTrail(), () => kms.eventBridge()]) {
      await expect(ask()).rejects.toEqual(new Error(message));
    }
  });

  it('may ask for events where calls are not remembered', async () => {
    const kms = localKms({ calls: false, events: true });
    await newKey(kms);
    expect(namesOf(await kms.events())).toEqual(['CreateKey']);
    expect(() => kms.calls()).toThrow('[localkms] options.calls is false: no calls are remembered');
  });

  it('must be true or false', () => {
    expect(() => localKms({ events: 10 as never })).toThrow(
      '[localkms] options.events: expected true or false; got 10',
    );
  });
});

describe("on('event')", () => {
  it('tells each record before the answer, the first one too, until it is stopped', async () => {
    const kms = localKms({ calls: false });
    const told: CloudTrailRecord[] = [];
    const stop = kms.on('event', (record) => told.push(record));
    const { KeyId, Arn } = await newKey(kms);
    expect(told).toMatchObject([{ eventName: 'CreateKey', resources: [{ ARN: Arn }] }]);
    const sent = clientOf(kms).send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    await sent;
    kms.clock.advance({ days: 8 });
    kms.keys();
    await clientOf(kms)
      .send(new DescribeKeyCommand({ KeyId }))
      .catch(() => {});
    expect(told.map(({ eventName, errorCode }) => [eventName, errorCode])).toEqual([
      ['CreateKey', undefined],
      ['ScheduleKeyDeletion', undefined],
      ['DeleteKey', undefined],
      ['DescribeKey', 'NotFoundException'],
    ]);
    stop();
    await newKey(kms);
    expect(told).toHaveLength(4);
  });

  it('tells what events() has', async () => {
    const kms = localKms();
    const told: CloudTrailRecord[] = [];
    kms.on('event', (record) => told.push(record));
    const { KeyId } = await newKey(kms);
    await clientOf(kms).send(new EncryptCommand({ KeyId, Plaintext }));
    expect(told).toEqual(await kms.events());
  });

  it('tells of time that passes before anything is loaded', async () => {
    const kms = localKms({
      keys: [{ Alias: 'alias/a', KeyState: 'PendingDeletion', DeletionDate: '2026-01-02' } as never],
      clock: '2026-01-01',
    });
    const told: string[] = [];
    kms.on('event', ({ eventName }) => told.push(eventName));
    kms.clock.advance({ days: 8 });
    expect(kms.keys()).toEqual([]);
    await clientOf(kms).send(new ListKeysCommand({}));
    expect(told).toEqual(['DeleteKey', 'ListKeys']);
  });
});
