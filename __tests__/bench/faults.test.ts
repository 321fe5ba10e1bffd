import {
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KeyUnavailableException,
  KMSClient,
  KMSInternalException,
  ListKeysCommand,
  NotFoundException,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { type LocalKms, localKms } from '../../src/index.js';
import { EXCEPTIONS, exceptionStatus } from '../../src/model/exceptions.js';

let kms: LocalKms;
let client: KMSClient;
let KeyId: string;

function newClient(attempts = 3): KMSClient {
  const made = new KMSClient({ region: 'us-east-1', retryStrategy: new ConfiguredRetryStrategy(attempts, () => 0) });
  made.middlewareStack.use(kms);
  return made;
}

beforeEach(async () => {
  kms = localKms();
  client = newClient();
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  KeyId = KeyMetadata?.KeyId as string;
});

function encrypt(id = KeyId, to = client) {
  return to.send(new EncryptCommand({ KeyId: id, Plaintext: new Uint8Array([1]) }));
}

async function failure(
  call: Promise<unknown>,
): Promise<Error & { $metadata?: { attempts?: number; httpStatusCode?: number } }> {
  return call.then(
    () => {
      throw new Error('the call was answered');
    },
    (error) => error,
  );
}

describe('a fault', () => {
  it('is retried by the SDK, and its attempts are counted', async () => {
    kms.faults.add({ operation: 'Encrypt', error: 'KMSInternalException', times: 2 });
    const { $metadata } = await encrypt();
    expect($metadata.attempts).toBe(3);
    expect(kms.calls({ operation: 'Encrypt' }).map(({ attempt, error }) => [attempt, error?.name])).toEqual([
      [1, 'KMSInternalException'],
      [2, 'KMSInternalException'],
      [3, undefined],
    ]);
  });

  it('surfaces as the exception class of the SDK when the attempts are used up', async () => {
    kms.faults.add({ operation: EncryptCommand, error: KMSInternalException });
    const error = await failure(encrypt());
    expect(error).toBeInstanceOf(KMSInternalException);
    expect(error.$metadata).toMatchObject({ attempts: 3, httpStatusCode: 500 });
  });

  it('concerns only its operations', async () => {
    kms.faults.add({ operation: ['Decrypt', ListKeysCommand], error: 'AccessDeniedException' });
    const { CiphertextBlob } = await encrypt();
    expect((await failure(client.send(new DecryptCommand({ CiphertextBlob })))).name).toBe('AccessDeniedException');
    expect((await failure(client.send(new ListKeysCommand({})))).name).toBe('AccessDeniedException');
  });

  it('concerns only its key, in whatever form either is named', async () => {
    const other = await client.send(new CreateKeyCommand({}));
    const { CiphertextBlob } = await encrypt();
    kms.faults.add({ keyId: KeyId, error: { name: 'KeyUnavailableException', message: 'no HSM answers' } });
    await encrypt(other.KeyMetadata?.KeyId);
    const error = await failure(client.send(new DecryptCommand({ CiphertextBlob })));
    expect(error).toBeInstanceOf(KeyUnavailableException);
    expect(error.message).toBe('no HSM answers');
    expect((await failure(encrypt(other.KeyMetadata?.Arn?.replace(/[^/]*$/, KeyId)))).name).toBe(
      'KeyUnavailableException',
    );
  });

  it('counts: nth, after and times', async () => {
    const outcomes = async (count: number) => {
      const single = newClient(1);
      const names: string[] = [];
      for (let at = 0; at < count; at++) {
        names.push(
          await single.send(new ListKeysCommand({})).then(
            () => 'ok',
            (error: Error) => error.name,
          ),
        );
      }
      return names.map((name) => (name === 'ok' ? 'ok' : 'no')).join(' ');
    };
    const remove = kms.faults.add({ operation: 'ListKeys', nth: 2, error: 'NotFoundException' });
    expect(await outcomes(4)).toBe('ok no ok ok');
    remove();
    kms.faults.add({ operation: 'ListKeys', after: 1, times: 2, error: 'NotFoundException' });
    expect(await outcomes(5)).toBe('ok no no ok ok');
    kms.faults.clear();
    expect(await outcomes(1)).toBe('ok');
  });

  it('counts a call once that starts over because another one changed its key meanwhile', async () => {
    kms.faults.add({ keyId: KeyId, operation: 'CreateGrant', nth: 2, error: 'KMSInternalException' });
    const GranteePrincipal = 'arn:aws:iam::444455556666:root';
    const grant = client.send(new CreateGrantCommand({ KeyId, GranteePrincipal, Operations: ['Encrypt'] }));
    await client.send(new UpdateKeyDescriptionCommand({ KeyId, Description: 'changed meanwhile' }));
    expect((await grant).GrantId).toHaveLength(64);
    expect(kms.calls({ operation: 'CreateGrant' }).map(({ attempt, error }) => [attempt, error])).toEqual([
      [1, undefined],
    ]);
  });

  it('happens by chance: never at probability 0, always at 1', async () => {
    kms.faults.add({ operation: 'Encrypt', probability: 0, error: 'NotFoundException' });
    await encrypt();
    kms.faults.add({ operation: 'Encrypt', probability: 1, error: 'NotFoundException' });
    expect(await failure(encrypt())).toBeInstanceOf(NotFoundException);
  });

  it('delays, and then lets the call through', async () => {
    kms.faults.add({ operation: 'Encrypt', delay: 30 });
    const start = Date.now();
    await encrypt();
    expect(Date.now() - start).toBeGreaterThanOrEqual(28);
  });

  it.each([
    ['a delay', { delay: 60_000 }],
    ['a hang', { hang: true }],
  ])('of %s ends when the call is aborted', async (_what, fault) => {
    kms.faults.add({ operation: 'DescribeKey', ...fault });
    const abort = new AbortController();
    const call = client.send(new DescribeKeyCommand({ KeyId }), { abortSignal: abort.signal });
    setTimeout(() => abort.abort(), 10);
    expect((await failure(call)).name).toBe('AbortError');
  });

  it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED', 'EPIPE', 'TimeoutError'])(
    'of the network, %s, is retried like any of them',
    async (error) => {
      kms.faults.add({ operation: 'Encrypt', error, times: 1 });
      expect((await encrypt()).$metadata.attempts).toBe(2);
    },
  );

  it('of the network surfaces as the error that Node gives', async () => {
    kms.faults.add({ operation: 'Encrypt', error: 'ENOTFOUND' });
    expect(await failure(encrypt(KeyId, newClient(1)))).toMatchObject({
      code: 'ENOTFOUND',
      message: 'getaddrinfo ENOTFOUND',
    });
  });

  it('throws an Error of the test as it is', async () => {
    const mine = new RangeError('mine');
    kms.faults.add({ operation: 'Encrypt', error: mine });
    expect(await failure(encrypt(KeyId, newClient(1)))).toBe(mine);
  });

  it.each(EXCEPTIONS)('%s reaches the caller with its name and status', async (name) => {
    kms.faults.add({ operation: 'Encrypt', error: name });
    const error = await failure(encrypt(KeyId, newClient(1)));
    expect(error.name).toBe(name);
    expect(error.$metadata?.httpStatusCode).toBe(exceptionStatus(name));
  });

  it('changes nothing', async () => {
    const before = JSON.stringify(kms.snapshot());
    kms.faults.add({ operation: 'CreateKey', error: 'LimitExceededException' });
    await failure(client.send(new CreateKeyCommand({})));
    expect(JSON.stringify(kms.snapshot())).toBe(before);
  });
});

describe('faults.pending() and assertAllMet()', () => {
  it('tell the faults that have struck no call', async () => {
    expect(kms.faults.pending()).toEqual([]);
    expect(() => kms.faults.assertAllMet()).not.toThrow();
    const never = { operation: [DecryptCommand, 'ReEncrypt'], keyId: KeyId, error: KMSInternalException } as const;
    kms.faults.add(never);
    const late = { operation: 'Encrypt', nth: 2, delay: 5, error: 'ECONNRESET' } as const;
    kms.faults.add(late);
    kms.faults.add({ operation: 'Encrypt', error: 'KMSInternalException', times: 1 });
    const heal = kms.faults.add({ after: 100, probability: 0.5, hang: true });
    await encrypt();
    // The third struck; its retry was the second call of the second.
    expect(kms.faults.pending()).toEqual([
      { fault: never, matched: 0, description: expect.any(String) },
      { fault: expect.objectContaining({ after: 100 }), matched: 2 + 1, description: expect.any(String) },
    ]);
    expect(() => kms.faults.assertAllMet()).toThrow(
      new Error(
        '[localkms] 2 faults have struck no call:\n' +
          `  1. Decrypt or ReEncrypt with ${KeyId}: KMSInternalException (no calls of that kind so far)\n` +
          '  2. any operation, after 100 calls, with probability 0.5: no answer (3 calls of that kind so far)',
      ),
    );
    heal();
    expect(kms.faults.pending()).toHaveLength(1);
    kms.faults.clear();
    expect(kms.faults.pending()).toEqual([]);
  });

  it('describe a fault in a line, and count the calls', async () => {
    kms.faults.add({ operation: 'Encrypt', nth: 2, delay: 5, error: new RangeError('mine') });
    kms.faults.add({ operation: 'Sign', after: 1, times: 3, delay: 7 });
    await encrypt();
    expect(kms.faults.pending().map(({ description }) => description)).toEqual([
      'Encrypt, call 2: late by 5 ms, then RangeError (1 call of that kind so far)',
      'Sign, after 1 calls, at most 3 times: late by 7 ms (no calls of that kind so far)',
    ]);
  });
});

describe('a fault that cannot be', () => {
  it.each<[string, object, RegExp]>([
    [
      'an operation that KMS does not have',
      { operation: 'Frobnicate', error: 'NotFoundException' },
      /^\[localkms\] fault\.operation: expected an operation of AWS KMS, such as Encrypt or EncryptCommand; got "Frobnicate"/,
    ],
    [
      'an exception that KMS does not have',
      { error: 'NoSuchException' },
      /^\[localkms\] fault\.error: neither AWS KMS nor the network gives "NoSuchException", only AccessDeniedException/,
    ],
    [
      'an unknown member',
      { error: 'NotFoundException', when: 1 },
      /^\[localkms\] fault\.when: there is no such option, only operation, keyId/,
    ],
    [
      'a count below its range',
      { error: 'NotFoundException', times: 0 },
      /^\[localkms\] fault\.times: expected a whole number from 1; got 0/,
    ],
    [
      'a probability above 1',
      { error: 'NotFoundException', probability: 2 },
      /^\[localkms\] fault\.probability: expected a number from 0 to 1; got 2/,
    ],
    [
      'no operation',
      { operation: [], error: 'NotFoundException' },
      /^\[localkms\] fault\.operation: expected one operation at least; got none/,
    ],
    [
      'a delay that no timer waits',
      { delay: 2 ** 31 },
      /^\[localkms\] fault\.delay: expected a whole number from 0 to 2147483647; got 2147483648/,
    ],
    ['nothing that happens', { operation: 'Encrypt' }, /^\[localkms\] fault: give one of error, delay and hang/],
    [
      'nth together with times',
      { error: 'NotFoundException', nth: 1, times: 2 },
      /^\[localkms\] fault\.nth: give either nth, or after and times, not both/,
    ],
    ...['toString', 'constructor', '__proto__'].map((error): [string, object, RegExp] => [
      `an error of the name ${error}`,
      { error },
      new RegExp(`^\\[localkms\\] fault\\.error: neither AWS KMS nor the network gives "${error}", only AccessDenied`),
    ]),
    ...[{ error: 'NotFoundException' }, { delay: 5 }].map((other): [string, object, RegExp] => [
      `a hang together with ${Object.keys(other)}`,
      { hang: true, ...other },
      /^\[localkms\] fault: give either hang, or error and delay, not both: a call that hangs never ends$/,
    ]),
    [
      'a status of success',
      { error: { name: 'NotFoundException', status: 200 } },
      /^\[localkms\] fault\.error\.status: expected an HTTP status from 400 to 599; got 200/,
    ],
  ])('%s', (_what, fault, message) => {
    expect(() => kms.faults.add(fault)).toThrow(message);
    expect(() => kms.faults.add(fault)).toThrow(TypeError);
  });
});
