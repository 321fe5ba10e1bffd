import { EncryptCommand, type KMSClientConfig, ListKeysCommand } from '@aws-sdk/client-kms';
import { type KmsHandlerOptions, kmsHandler, serve } from '../../src/http-door/http.js';
import { localKms } from '../../src/index.js';
import { clientOver } from '../support/http-client.js';
import { AUTHORIZATION, asking, ORDERS, post } from './requests.js';

const AKID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const KNOWN = { credentials: { [AKID]: { secretAccessKey: SECRET } } };
const ROLE = 'arn:aws:iam::000000000000:role/orders';
const ALICE = 'arn:aws:iam::111122223333:user/alice';

/** A client that signs, and what its last request was. */
function signing(door: KmsHandlerOptions, config: KMSClientConfig = {}) {
  const kms = localKms(ORDERS);
  const handler = kmsHandler(kms, door);
  const sent: Request[] = [];
  const client = clientOver(
    (request) => {
      sent.push(request.clone());
      return handler(request);
    },
    { credentials: { accessKeyId: AKID, secretAccessKey: SECRET }, maxAttempts: 1, ...config },
  );
  return { kms, handler, client, last: () => sent.at(-1) as Request };
}

const list = new ListKeysCommand({});

describe('a request', () => {
  it.each([
    [{ authorization: undefined }, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
    [{ authorization: 'Basic dGVzdDp0ZXN0' }, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
    [
      { authorization: 'AWS4-HMAC-SHA256', 'x-amz-date': undefined },
      'IncompleteSignatureException',
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256",
    ],
    [
      { authorization: 'AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0' },
      'IncompleteSignatureException',
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b'",
    ],
    [
      { authorization: AUTHORIZATION.replace('us-east-1', 'mars') },
      'InvalidSignatureException',
      "Credential should be scoped to a valid region, not 'mars'. ",
    ],
    [
      { authorization: AUTHORIZATION.replace('/kms/', '/s3/') },
      'InvalidSignatureException',
      "Credential should be scoped to correct service: 'kms'. ",
    ],
    [
      { authorization: AUTHORIZATION.replace('aws4_request', 'aws5') },
      'InvalidSignatureException',
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'. ",
    ],
  ])('with %j is refused', async (headers, exception, message) => {
    const { ask } = asking();
    expect(await ask('ListKeys', {}, headers)).toEqual({ status: 400, body: { __type: exception, message } });
  });

  it('signed twice is refused', async () => {
    const { ask } = asking();
    const url = 'http://localhost/?X-Amz-Algorithm=AWS4-HMAC-SHA256';
    expect(await ask('ListKeys', {}, {}, url)).toEqual({
      status: 400,
      body: {
        __type: 'InvalidSignatureException',
        message: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
      },
    });
  });

  it('presigned without its parts is refused', async () => {
    const { ask } = asking();
    const url = 'http://localhost/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z';
    expect(await ask('ListKeys', {}, { authorization: undefined }, url)).toEqual({
      status: 400,
      body: {
        __type: 'IncompleteSignatureException',
        message:
          "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.",
      },
    });
  });
});

describe('a signature of headers that cannot be', () => {
  // Each is what a list of headers could be asked for, and answer with something else than text.
  const NAMES = ['', 'constructor', '__proto__', 'toString', 'a b', '(a)', 'host,', 'ä', 'host:', 'a'.repeat(5000)];

  it.each(NAMES)('is refused as any wrong one: %j', async (name) => {
    const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const given = `X-Amz-Credential=${AKID}/${date.slice(0, 8)}/us-east-1/kms/aws4_request&X-Amz-Date=${date}`;
    const rest = `&X-Amz-Expires=60&X-Amz-Signature=0&X-Amz-SignedHeaders=host;${encodeURIComponent(name)}`;
    const target = `/?X-Amz-Algorithm=AWS4-HMAC-SHA256&${given}${rest}`;
    const kms = localKms();
    const server = await serve(kms, KNOWN);
    const request = () => post('ListKeys', {}, { authorization: undefined }, `${server.url}${target}`);
    const answers = [await kmsHandler(kms, KNOWN)(request()), await fetch(request())];
    await server.close();
    for (const answer of answers) {
      expect([answer.status, (await answer.json()).__type]).toEqual([400, 'InvalidSignatureException']);
    }
    expect(kms.calls()).toEqual([]);
  });
});

describe('the caller', () => {
  it.each([
    ['test', 'arn:aws:iam::000000000000:root'],
    ['444455556666', 'arn:aws:iam::444455556666:root'],
    ['__proto__', 'arn:aws:iam::000000000000:root'],
    ['AKIAALICE', ALICE],
    ['AKIABOB', 'arn:aws:iam::777788889999:root'],
  ])('of the access key id %s is %s', async (accessKeyId, principal) => {
    const { kms, client } = signing(
      { credentials: { AKIAALICE: { principal: ALICE }, AKIABOB: { accountId: '777788889999' } } },
      { credentials: { accessKeyId, secretAccessKey: 'any' }, region: 'eu-west-1' },
    );
    await client.send(list);
    const [, , , , accountId] = principal.split(':');
    expect(kms.calls()).toMatchObject([{ caller: { principal, accountId, region: 'eu-west-1' } }]);
  });

  it('has session policies, services and condition keys, as `kms.as` takes them', async () => {
    const how = {
      AKIASESSION: {
        principal: ROLE,
        sessionPolicies: [
          { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' } },
        ],
      },
      AKIALOGS: { service: 'logs.us-east-1.amazonaws.com' },
      AKIAPROXY: { principal: ALICE, via: 's3', vpcEndpoint: { id: 'vpce-0a1b2c3d' } },
      AKIAHERE: { principal: ROLE, context: { 'aws:SourceIp': '203.0.113.5' } },
    };
    const kms = localKms(ORDERS);
    const send = kmsHandler(kms, { credentials: how });
    const from = (accessKeyId: string) => clientOver(send, { credentials: { accessKeyId, secretAccessKey: 'any' } });
    await expect(from('AKIASESSION').send(list)).rejects.toThrow(
      'because no session policy allows the kms:ListKeys action',
    );
    for (const accessKeyId of ['AKIALOGS', 'AKIAPROXY', 'AKIAHERE'])
      await from(accessKeyId)
        .send(list)
        .catch(() => {});
    const [, logs, proxy, here] = await kms.events();
    expect(logs?.userIdentity).toMatchObject({ type: 'AWSService', invokedBy: 'logs.us-east-1.amazonaws.com' });
    expect(proxy?.sourceIPAddress).toBe('s3.amazonaws.com');
    expect(here?.sourceIPAddress).toBe('203.0.113.5');
  });

  it('of a Region of China is in its partition', async () => {
    const { kms, client } = signing({}, { region: 'cn-north-1' });
    await client.send(list);
    expect(kms.calls()).toMatchObject([{ caller: { principal: 'arn:aws-cn:iam::000000000000:root' } }]);
  });
});

describe('a signature', () => {
  it('of the SDK is verified where the secret is known', async () => {
    const { client } = signing(KNOWN);
    await expect(
      client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext: new Uint8Array(9) })),
    ).resolves.toMatchObject({ EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' });
  });

  it('with another secret does not match', async () => {
    const { client } = signing(KNOWN, { credentials: { accessKeyId: AKID, secretAccessKey: 'other' } });
    await expect(client.send(list)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message:
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each<[string, (request: Request) => Request]>([
    ['body', (request) => new Request(request, { body: '{ }' })],
    ['signed header', (request) => withHeader(request, 'x-amz-target', 'TrentService.ListAliases')],
    ['signature', (request) => withHeader(request, 'authorization', `${request.headers.get('authorization')}0`)],
    ['path', (request) => new Request(request.url.replace(/\/$/, '/a'), request)],
    ['query', (request) => new Request(`${request.url}?a=1`, request)],
  ])('does not hold for another %s', async (_, alter) => {
    const { client, handler, last } = signing(KNOWN);
    await client.send(list);
    expect(await (await handler(last().clone())).json()).toMatchObject({ Keys: [{}] });
    const response = await handler(alter(last()));
    expect(await response.json()).toMatchObject({ __type: 'InvalidSignatureException' });
  });

  it('does not hold in the Region that it is not for', async () => {
    const { client, handler, last } = signing(KNOWN);
    await client.send(list);
    const authorization = last().headers.get('authorization')?.replace('us-east-1', 'eu-west-1');
    const response = await handler(withHeader(last(), 'authorization', authorization as string));
    expect(await response.json()).toMatchObject({ __type: 'InvalidSignatureException' });
  });

  it('of whom nobody knows is not verified, unless all are', async () => {
    const stranger = { credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'any' } };
    await expect(signing(KNOWN, stranger).client.send(list)).resolves.toMatchObject({ Keys: [{}] });
    const strict = { ...KNOWN, verifySignatures: true };
    await expect(signing(strict).client.send(list)).resolves.toMatchObject({ Keys: [{}] });
    await expect(signing(strict, stranger).client.send(list)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  });

  it('comes with the session token of its access key', async () => {
    const door = { credentials: { [AKID]: { secretAccessKey: SECRET, sessionToken: 'token' } } };
    const as = (sessionToken?: string) =>
      signing(door, {
        credentials: { accessKeyId: AKID, secretAccessKey: SECRET, ...(sessionToken && { sessionToken }) },
      }).client;
    await expect(as('token').send(list)).resolves.toMatchObject({ Keys: [{}] });
    await expect(as('another').send(list)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(as().send(list)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });
});

describe('the date of a signature', () => {
  const NOW = Date.parse('2026-03-01T12:00:00Z');

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout'] });
  });
  afterEach(() => jest.useRealTimers());

  async function signedAt(seconds: number): Promise<unknown> {
    // The SDK corrects its clock by the Date header, which only a server sends.
    const { client } = signing(KNOWN, { systemClockOffset: seconds * 1000 });
    return client.send(list).then(
      () => 'answered',
      (error: Error) => error.message,
    );
  }

  it.each([
    [-300, 'answered'],
    [-301, 'Signature expired: 20260301T115459Z is now earlier than 20260301T115500Z (20260301T120000Z - 5 min.)'],
    [300, 'answered'],
    [
      301,
      'Signature not yet current: 20260301T120501Z is still later than 20260301T120500Z (20260301T120000Z + 5 min.)',
    ],
  ])('may be off by five minutes: %d seconds', async (seconds, outcome) => {
    expect(await signedAt(seconds)).toBe(outcome);
  });

  it('is the day of the scope', async () => {
    const { client, handler, last } = signing(KNOWN);
    await client.send(list);
    const response = await handler(withHeader(last(), 'x-amz-date', '20260228T235959Z'));
    expect(await response.json()).toEqual({
      __type: 'InvalidSignatureException',
      message:
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260301' != '20260228', from '20260228T235959Z'.",
    });
  });

  it('is no matter where the secret is not known', async () => {
    const { ask } = asking();
    expect(await ask('ListKeys', {}, { 'x-amz-date': 'today' })).toMatchObject({ status: 200 });
  });
});

function withHeader(request: Request, name: string, value: string): Request {
  const altered = new Request(request);
  altered.headers.set(name, value);
  return altered;
}
