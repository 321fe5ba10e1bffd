import { kmsHandler } from '../../src/http-door/http.js';
import { asking, ORDERS, post } from './requests.js';

describe('faults', () => {
  it('of AWS KMS have AWS’s body and status', async () => {
    const { kms, ask } = asking();
    kms.faults.add({ operation: 'ListKeys', nth: 1, error: 'ThrottlingException' });
    kms.faults.add({ operation: 'ListKeys', nth: 2, error: 'KMSInternalException' });
    kms.faults.add({ operation: 'ListKeys', nth: 3, error: { name: 'DependencyTimeoutException', message: 'late' } });
    expect(await ask('ListKeys')).toEqual({
      status: 400,
      body: {
        __type: 'ThrottlingException',
        message: 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
      },
    });
    expect(await ask('ListKeys')).toEqual({ status: 500, body: { __type: 'KMSInternalException' } });
    expect(await ask('ListKeys')).toEqual({
      status: 503,
      body: { __type: 'DependencyTimeoutException', message: 'late' },
    });
    expect(await ask('ListKeys')).toMatchObject({ status: 200 });
  });

  it('of the network are network errors', async () => {
    const { kms, send } = asking();
    kms.faults.add({ error: 'ECONNRESET', times: 1 });
    expect(await send(post('ListKeys'))).toMatchObject({ type: 'error', status: 0 });
    kms.faults.add({ error: 'TimeoutError', times: 1 });
    expect(await send(post('ListKeys'))).toMatchObject({ type: 'error', status: 0 });
  });

  it('of the test’s own are internal failures, and are told', async () => {
    const { kms, ask } = asking();
    const told = jest.spyOn(console, 'error').mockImplementation(() => {});
    const own = new Error('mine');
    kms.faults.add({ error: own });
    expect(await ask('ListKeys')).toEqual({ status: 500, body: { __type: 'InternalFailure' } });
    expect(told).toHaveBeenCalledWith('[localkms] A call ended with an error that AWS KMS does not have:', own);
    told.mockRestore();
  });

  it('that hang end when the client goes', async () => {
    const { kms, send } = asking();
    kms.faults.add({ hang: true });
    const client = new AbortController();
    const answered = send(new Request(post('ListKeys'), { signal: client.signal }));
    await new Promise((resolve) => setImmediate(resolve));
    client.abort();
    expect(await answered).toMatchObject({ type: 'error' });
    expect(kms.calls()).toMatchObject([{ operation: 'ListKeys', error: { name: 'AbortError' } }]);
  });
});

describe('the log of calls', () => {
  it('has the attempt and the send that the SDK tells', async () => {
    const { kms, ask } = asking();
    const headers = (attempt: number) => ({
      'amz-sdk-invocation-id': '5a1f3f3c-6b1c-4a56-9a2b-000000000001',
      'amz-sdk-request': `ttl=20260101T000000Z; attempt=${attempt}; max=3`,
    });
    kms.faults.add({ error: 'KMSInternalException', times: 1 });
    await ask('ListKeys', {}, headers(1));
    await ask('ListKeys', {}, headers(2));
    await ask('ListKeys', {}, { 'amz-sdk-request': 'attempt=none', 'amz-sdk-invocation-id': '' });
    const calls = kms.calls();
    expect(calls.map(({ attempt }) => attempt)).toEqual([1, 2, 1]);
    expect(kms.countSends('ListKeys')).toBe(2);
  });

  it('has bytes and dates in the input, as from the SDK', async () => {
    const { kms, ask } = asking(ORDERS);
    await ask('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    await ask('ImportKeyMaterial', { KeyId: 'alias/orders', ValidTo: 1.5e9 });
    expect(kms.calls()).toMatchObject([
      { operation: 'Encrypt', input: { KeyId: 'alias/orders', Plaintext: new Uint8Array([1, 2, 3]) } },
      { operation: 'ImportKeyMaterial', input: { ValidTo: new Date('2017-07-14T02:40:00Z') } },
    ]);
  });
});

describe('a page', () => {
  const headers = { origin: 'https://example.com' };

  it('of an origin that is not named is refused', async () => {
    const { send, kms } = asking();
    const response = await send(post('ListKeys', {}, headers));
    expect(response.status).toBe(403);
    expect(await response.text()).toBe(
      '[localkms] The origin "https://example.com" is not allowed: options.origins, or --origin, names those that are.',
    );
    expect(kms.calls()).toEqual([]);
  });

  it.each([['https://example.com'], ['*']])('of an origin that is named, as %s, is answered', async (origin) => {
    const { send } = asking({}, { origins: [origin] });
    const asked = new Request('http://127.0.0.1:4566/', {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-headers': 'authorization,x-amz-target' },
    });
    const preflight = await send(asked);
    expect([preflight.status, Object.fromEntries(preflight.headers)]).toEqual([
      204,
      {
        'access-control-allow-headers': 'authorization,x-amz-target',
        'access-control-allow-methods': 'POST',
        'access-control-allow-origin': 'https://example.com',
        'access-control-max-age': '600',
        vary: 'Origin',
      },
    ]);
    const response = await send(post('ListKeys', {}, headers));
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://example.com');
  });
});

describe('kmsHandler', () => {
  it('answers a body that breaks off with a network error', async () => {
    const { send } = asking();
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) });
    const request = new Request('http://127.0.0.1:4566/', { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect(await send(request)).toMatchObject({ type: 'error', status: 0 });
  });

  it('refuses a request whose body was read before', async () => {
    const { send } = asking();
    const read = post('ListKeys');
    await read.text();
    const locked = post('ListKeys');
    locked.body?.getReader();
    for (const request of [read, locked]) {
      await expect(send(request)).rejects.toThrow(
        new TypeError(
          '[localkms] request.body: it was read before; read that of request.clone(), and pass the request on',
        ),
      );
    }
  });

  it('needs what localKms() gave', () => {
    expect(() => kmsHandler({} as never)).toThrow(
      new TypeError('[localkms] kms: expected what localKms() gave; got an object'),
    );
    expect(() => kmsHandler(undefined as never)).toThrow(
      new TypeError('[localkms] kms is missing: expected what localKms() gave'),
    );
  });

  it.each([
    [
      { colour: 'red' },
      'options.colour: there is no such option, only credentials, verifySignatures, trustProxy, origins, adminToken',
    ],
    [{ verifySignatures: 1 }, 'options.verifySignatures: expected true or false; got 1'],
    [
      { origins: ['example.com'] },
      'options.origins[0]: expected an origin, such as "http://localhost:5173", or "*"; got "example.com"',
    ],
    [{ credentials: [] }, 'options.credentials: expected an object with an access key id for each caller'],
    [
      { credentials: { AKIA: { secretAccessKey: 'not one' } } },
      'options.credentials.AKIA.secretAccessKey: expected text without spaces, which is not shown here',
    ],
    [
      { credentials: { AKIA: { via: 'S3' } } },
      'options.credentials.AKIA.via: expected the name of a service as kms:ViaService begins, such as "s3"; got "S3"',
    ],
    [
      { credentials: { AKIA: { region: 'eu-west-1' } } },
      'options.credentials.AKIA.region: there is no such option, only accountId, principal, sessionPolicies, via, service, sourceArn, vpcEndpoint, context, secretAccessKey, sessionToken',
    ],
    [
      { credentials: { AKIA: { accountId: '1' } } },
      'options.credentials.AKIA.accountId: expected a 12-digit account id; got "1"',
    ],
    [
      { credentials: { AKIA: { accountId: '111122223333', principal: 'arn:aws:iam::000000000000:root' } } },
      'options.credentials.AKIA.accountId: 111122223333 is not the account of arn:aws:iam::000000000000:root',
    ],
  ])('refuses the options %j', (options, message) => {
    const { kms } = asking();
    expect(() => kmsHandler(kms, options as never)).toThrow(new TypeError(`[localkms] ${message}`));
  });
});
