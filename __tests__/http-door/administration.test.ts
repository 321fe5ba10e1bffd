import { type KmsServer, type ServeOptions, serve } from '../../src/http-door/http.js';
import { type LocalKms, localKms } from '../../src/index.js';
import { ORDERS, post } from './requests.js';

let kms: LocalKms;
let server: KmsServer | undefined;

async function start(options: ServeOptions = {}): Promise<void> {
  kms = localKms({ ...ORDERS, clock: '2026-01-01T00:00:00Z' });
  server = await serve(kms, options);
}

afterEach(() => server?.close());

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function ask(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
  const response = await fetch(`${server?.url}/_localkms/${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

async function call(operation: string, body: object): Promise<unknown> {
  return (await fetch(post(operation, body, {}, server?.url))).json();
}

const ROLE = 'arn:aws:iam::000000000000:role/orders';

const DONE = { status: 204, body: undefined };

describe('administration', () => {
  beforeEach(() => start());

  it('tells that the server is well', async () => {
    expect(await ask('GET', 'health')).toEqual({ status: 200, body: { status: 'ok', version: '0.1.0', api: 1 } });
    expect(await ask('HEAD', 'health')).toEqual({ status: 200, body: undefined });
  });

  it('has the keys', async () => {
    const key = await ask('GET', `keys/${encodeURIComponent('alias/orders')}`);
    expect(key).toMatchObject({
      status: 200,
      body: { Aliases: ['alias/orders'], CreationDate: { $date: '2026-01-01T00:00:00.000Z' }, KeyState: 'Enabled' },
    });
    expect(await ask('GET', 'keys')).toEqual({ status: 200, body: [key.body] });
    expect(await ask('GET', 'keys/none')).toEqual({
      status: 404,
      body: { error: expect.stringMatching(/^\[localkms\] there is no key "none"; /) },
    });
  });

  it('has the calls, counts them and forgets them', async () => {
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    await call('DescribeKey', { KeyId: 'alias/none' });
    expect(await ask('GET', 'calls?operation=Encrypt&region=us-east-1')).toMatchObject({
      status: 200,
      body: [
        {
          operation: 'Encrypt',
          input: { KeyId: 'alias/orders', Plaintext: { $base64: 'AQID' } },
          output: { EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
          time: { $date: '2026-01-01T00:00:00.000Z' },
        },
      ],
    });
    expect(await ask('GET', 'calls?error=NotFoundException')).toMatchObject({ body: [{ operation: 'DescribeKey' }] });
    expect(await ask('GET', 'calls?accountId=111122223333')).toMatchObject({ body: [] });
    expect(await ask('GET', 'calls/count')).toEqual({ status: 200, body: { count: 2 } });
    expect(await ask('GET', 'calls/count?operation=Encrypt')).toEqual({ status: 200, body: { count: 1 } });
    expect(await ask('GET', 'calls/count?keyId=alias/orders')).toEqual({
      status: 400,
      body: { error: '[localkms] query.keyId: there is no such option, only operation', name: 'TypeError' },
    });
    expect(await ask('DELETE', 'calls')).toEqual(DONE);
    expect(await ask('GET', 'calls')).toEqual({ status: 200, body: [] });
    expect(await ask('GET', 'calls?colour=red')).toEqual({
      status: 400,
      body: {
        error: '[localkms] filter.colour: there is no such option, only operation, keyId, caller, outcome, error',
        name: 'TypeError',
      },
    });
  });

  it('adds faults and takes them away', async () => {
    const added = await ask('POST', 'faults', { operation: 'ListKeys', error: 'KMSInternalException' });
    expect(added).toEqual({ status: 200, body: { id: '1' } });
    expect(await ask('GET', 'faults')).toMatchObject({ body: [{ matched: 0, fault: { operation: 'ListKeys' } }] });
    expect(await call('ListKeys', {})).toEqual({ __type: 'KMSInternalException' });
    expect(await ask('DELETE', 'faults/1')).toEqual(DONE);
    expect(await call('ListKeys', {})).toMatchObject({ Keys: [{}] });
    expect(await ask('DELETE', 'faults/2')).toEqual({ status: 404, body: { error: '[localkms] there is no fault 2' } });
    await ask('POST', 'faults', { error: 'KMSInternalException' });
    expect(await ask('DELETE', 'faults')).toEqual(DONE);
    expect(await call('ListKeys', {})).toMatchObject({ Keys: [{}] });
    expect(await ask('POST', 'faults', { error: 'Tea' })).toMatchObject({
      status: 400,
      body: {
        error: expect.stringMatching(/^\[localkms\] fault.error: neither AWS KMS nor the network gives "Tea", only /),
      },
    });
  });

  it('sets the clock', async () => {
    expect(await ask('GET', 'clock')).toEqual({ status: 200, body: { now: '2026-01-01T00:00:00.000Z' } });
    expect(await ask('PUT', 'clock', { advance: { days: 1 } })).toEqual(DONE);
    expect(kms.clock.now()).toBe(Date.parse('2026-01-02T00:00:00Z'));
    expect(await ask('PUT', 'clock', { set: '2030-01-01T00:00:00Z' })).toEqual(DONE);
    expect(kms.clock.now()).toBe(Date.parse('2030-01-01T00:00:00Z'));
    expect(await ask('DELETE', 'clock')).toEqual(DONE);
    expect(Math.abs(kms.clock.now() - Date.now())).toBeLessThan(5000);
    expect(await ask('PUT', 'clock', { set: 'soon' })).toMatchObject({ status: 400, body: { name: 'RangeError' } });
    expect(await ask('PUT', 'clock', { turn: 1 })).toEqual({
      status: 400,
      body: { error: '[localkms] clock: give either set or advance', name: 'TypeError' },
    });
    expect(await ask('PUT', 'clock')).toEqual({
      status: 400,
      body: { error: '[localkms] clock: expected an object with set or advance; got undefined', name: 'TypeError' },
    });
  });

  it('takes snapshots and goes back to them, and to the beginning', async () => {
    const { body: snapshot } = await ask('GET', 'snapshot');
    await call('CreateKey', {});
    await ask('POST', 'faults', { error: 'KMSInternalException' });
    expect(await ask('PUT', 'snapshot', snapshot as object)).toEqual(DONE);
    expect(kms.keys()).toHaveLength(1);
    await ask('DELETE', 'faults');
    await call('CreateKey', {});
    expect(await ask('POST', 'reset')).toEqual(DONE);
    expect([kms.keys().length, kms.calls().length]).toEqual([1, 0]);
    expect(await ask('PUT', 'snapshot', { localkms: 99 })).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^\[localkms\] snapshot.localkms: a newer version of localkms made it/) },
    });
  });

  it('has what CloudTrail would have, by a filter', async () => {
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    await call('DescribeKey', { KeyId: 'alias/none' });
    const all = await ask('GET', 'events');
    expect(all).toEqual({ status: 200, body: await kms.events() });
    const named = (query: string) => ask('GET', `events?${query}`);
    const [encrypt, describe] = all.body as unknown[];
    expect(await named('eventName=Encrypt&awsRegion=us-east-1')).toEqual({ status: 200, body: [encrypt] });
    expect(await named('errorCode=NotFoundException')).toEqual({ status: 200, body: [describe] });
    expect(await named('readOnly=true')).toEqual(all);
    expect(await named('readOnly=false')).toEqual({ status: 200, body: [] });
    expect(await named('readOnly=maybe')).toEqual({
      status: 400,
      body: { error: '[localkms] filter.readOnly: expected true or false; got "maybe"', name: 'TypeError' },
    });
    expect(await named('colour=red')).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^\[localkms\] filter.colour: there is no such option, only eventName, /) },
    });
  });

  it('tells who may do what, and why', async () => {
    const question = { principal: ROLE, operation: 'Encrypt', KeyId: 'alias/orders' };
    expect(await ask('POST', 'can', question)).toMatchObject({ status: 200, body: { allowed: true } });
    await kms.iam.putRole(ROLE, { policies: [] });
    const denied = await kms.can({ principal: ROLE, operation: 'Encrypt', KeyId: 'alias/orders' });
    expect(await ask('POST', 'can', question)).toEqual({ status: 200, body: { ...denied } });
    expect(denied.allowed).toBe(false);
    expect(await ask('POST', 'can', { operation: 'Tea' })).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^\[localkms\] question.operation: /) },
    });
    expect(await ask('POST', 'can')).toMatchObject({
      status: 400,
      body: {
        error: '[localkms] question is missing: expected an object with operation, and the members of its input',
      },
    });
  });

  it('takes bytes in a question', async () => {
    const { CiphertextBlob } = (await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' })) as {
      CiphertextBlob: string;
    };
    const question = { operation: 'Decrypt', CiphertextBlob: { $base64: CiphertextBlob } };
    expect(await ask('POST', 'can', question)).toMatchObject({ status: 200, body: { allowed: true } });
  });

  it('explains a call by its request id', async () => {
    const response = await fetch(post('ListKeys', {}, {}, server?.url));
    const requestId = response.headers.get('x-amzn-requestid') as string;
    expect(await ask('GET', `explain/${requestId}`)).toEqual({
      status: 200,
      body: { ...(await kms.explain({ requestId })) },
    });
    expect(await ask('GET', 'explain/none')).toEqual({
      status: 400,
      body: { error: '[localkms] explain: no call with the request id none is remembered' },
    });
  });

  it('changes IAM', async () => {
    const policy = 'arn:aws:iam::000000000000:policy/orders';
    const user = 'arn:aws:iam::000000000000:user/alice';
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };
    const named = (kind: string, id: string) => `iam/${kind}/${encodeURIComponent(id)}`;
    const full = [['arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess']];
    const organization = { id: 'o-a1b2c3d4e5', managementAccountId: '999999999999' };
    expect(await ask('PUT', named('policies', policy), { PolicyDocument: document })).toEqual(DONE);
    expect(await ask('PUT', named('roles', ROLE), { policies: [policy], tags: { team: 'orders' } })).toEqual(DONE);
    expect(await ask('PUT', named('users', user), { policies: [document] })).toEqual(DONE);
    expect(await ask('PUT', named('serviceControlPolicies', '000000000000'), { levels: full })).toEqual(DONE);
    expect(await ask('PUT', named('resourceControlPolicies', '000000000000'), { levels: [] })).toEqual(DONE);
    expect(await ask('PUT', 'iam/organization', organization)).toEqual(DONE);
    const described = await ask('GET', 'iam');
    expect(described).toEqual({ status: 200, body: await kms.iam.describe() });
    expect(described.body).toMatchObject({
      roles: { [ROLE]: { policies: [policy], tags: { team: 'orders' } } },
      users: { [user]: {} },
      serviceControlPolicies: { '000000000000': full },
      organization,
    });
    expect(await ask('DELETE', named('policies', policy))).toEqual({
      status: 400,
      body: { error: `[localkms] deletePolicy: ${policy} is attached to ${ROLE}`, name: 'TypeError' },
    });
    expect(await ask('DELETE', named('roles', ROLE))).toEqual(DONE);
    expect(await ask('DELETE', named('users', user))).toEqual(DONE);
    expect(await ask('DELETE', named('policies', policy))).toEqual(DONE);
    expect(await ask('DELETE', 'iam/organization')).toEqual(DONE);
    const { roles, users, policies, organization: gone } = await kms.iam.describe();
    expect([roles, users, policies?.[policy], gone]).toEqual([{}, {}, undefined, undefined]);
    expect(await ask('PUT', named('policies', policy))).toEqual({
      status: 400,
      body: { error: '[localkms] body: expected an object with PolicyDocument; got undefined', name: 'TypeError' },
    });
  });

  it('says what there is', async () => {
    expect(await ask('GET', 'tea')).toEqual({
      status: 404,
      body: {
        error:
          '[localkms] /_localkms/ has health, reset, snapshot, calls, calls/count, faults, faults/assertAllMet, faults/{id}, clock, keys, keys/{id}, events, eventBridge, access, policies/coverage, policies/leastPrivilege, policies/replay, can, explain/{id}, iam, iam/roles/{id}, iam/users/{id}, iam/policies/{id}, iam/serviceControlPolicies/{id}, iam/resourceControlPolicies/{id}, iam/organization',
      },
    });
    expect(await ask('GET', 'keys/%')).toMatchObject({ status: 404 });
    expect(await ask('GET', '__proto__')).toMatchObject({ status: 404 });
    expect(await ask('GET', 'reset')).toEqual({ status: 405, body: { error: '[localkms] reset knows POST' } });
    expect(await ask('POST', 'faults', '{')).toEqual({
      status: 400,
      body: { error: '[localkms] expected a body of JSON, an object' },
    });
  });
});

describe('whoever may administer', () => {
  it.each([
    ['the Host of another site', { host: 'evil.example:80' }],
    ['the Origin of another site', { origin: 'http://evil.example' }],
    ['the Origin of another server of this machine', { origin: 'http://127.0.0.1:1' }],
    ['an opaque Origin', { origin: 'null' }],
  ])('does not come with %s', async (_, headers) => {
    await start();
    // Not by fetch, which sets these itself.
    const { request } = await import('node:http');
    const asked = new Promise<number | undefined>((resolve, reject) => {
      request(`${server?.url}/_localkms/reset`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(await asked).toBe(403);
  });

  it('may be a page of the server itself', async () => {
    await start();
    expect(await ask('POST', 'reset', undefined, { origin: server?.url })).toEqual(DONE);
  });

  it('has the token where there is one', async () => {
    await start({ adminToken: 'secret' });
    const refused = {
      status: 401,
      body: { error: '[localkms] expected the header Authorization: Bearer with the token of --admin-token' },
    };
    expect(await ask('POST', 'reset')).toEqual(refused);
    expect(await ask('POST', 'reset', undefined, { authorization: 'Bearer other' })).toEqual(refused);
    expect(await ask('POST', 'reset', undefined, { authorization: 'Bearer secret' })).toEqual(DONE);
    expect(await ask('GET', 'health')).toMatchObject({ status: 200 });
  });
});
