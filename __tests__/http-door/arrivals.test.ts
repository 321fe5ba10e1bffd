import { type KmsHandlerOptions, serve } from '../../src/http-door/http.js';
import { localKms } from '../../src/index.js';
import { AUTHORIZATION, asking, ORDERS, post } from './requests.js';

const ROLE = 'arn:aws:iam::000000000000:role/orders';
const CREDENTIALS: NonNullable<KmsHandlerOptions['credentials']> = {
  AKIAROLE: { principal: ROLE },
  AKIATOLD: { principal: ROLE, context: { 'aws:sourceip': '192.0.2.9', 'aws:UserAgent': 'told' } },
  AKIAENDPOINT: { principal: ROLE, vpcEndpoint: { id: 'vpce-0a1b2c3d4e5f67890' } },
  AKIAVIA: { principal: ROLE, via: 's3' },
  AKIASERVICE: { service: 'logs.us-east-1.amazonaws.com' },
};
const by = (accessKeyId: string) => ({ authorization: AUTHORIZATION.replace('test/', `${accessKeyId}/`) });
const PROXIED = { 'user-agent': 'aws-cli/2.0', 'x-forwarded-for': '198.51.100.1, 203.0.113.5' };

/** Who allows a role everything where a condition holds. */
function allowing(Condition: object) {
  const Policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'kms:*', Resource: '*', Condition }],
  };
  const keys = (ORDERS.keys ?? []).map((key) => ({ ...key, Policy }));
  return { ...ORDERS, keys };
}

describe('a request over HTTP', () => {
  it.each([
    ['test', {}, ['203.0.113.5', 'aws-cli/2.0']],
    ['test', { 'user-agent': undefined }, ['203.0.113.5', 'aws-sdk-js/3']],
    ['test', { 'x-forwarded-for': undefined }, ['127.0.0.1', 'aws-cli/2.0']],
    ['test', { 'x-forwarded-for': '' }, ['127.0.0.1', 'aws-cli/2.0']],
    ['AKIAROLE', {}, ['203.0.113.5', 'aws-cli/2.0']],
    ['AKIATOLD', {}, ['192.0.2.9', 'told']],
    ['AKIAENDPOINT', {}, ['127.0.0.1', 'aws-cli/2.0']],
    ['AKIAVIA', {}, ['s3.amazonaws.com', 's3.amazonaws.com']],
    ['AKIASERVICE', {}, ['logs.us-east-1.amazonaws.com', 'logs.us-east-1.amazonaws.com']],
  ])('of %s with %j is in CloudTrail from %j', async (accessKeyId, headers, [sourceIPAddress, userAgent]) => {
    const { kms, ask } = asking(ORDERS, { credentials: CREDENTIALS, trustProxy: true });
    await ask('ListKeys', {}, { ...PROXIED, ...by(accessKeyId), ...headers });
    expect(await kms.events()).toMatchObject([{ eventName: 'ListKeys', sourceIPAddress, userAgent }]);
  });

  it.each([
    ['AKIAROLE', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 200],
    ['AKIAROLE', { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } }, 400],
    ['AKIAROLE', { StringLike: { 'aws:UserAgent': 'aws-cli/*' } }, 200],
    ['AKIAROLE', { StringLike: { 'aws:UserAgent': 'Boto3/*' } }, 400],
    // Also over HTTP: AWS KMS has no endpoint without TLS, and policies that say so are to be tested here.
    ['AKIAROLE', { Bool: { 'aws:SecureTransport': 'true' } }, 200],
    ['AKIATOLD', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 400],
    ['AKIAENDPOINT', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 400],
    ['AKIAENDPOINT', { IpAddress: { 'aws:VpcSourceIp': '203.0.113.0/24' } }, 200],
  ])('of %s is decided by %j', async (accessKeyId, condition, status) => {
    const { ask } = asking(allowing(condition), { credentials: CREDENTIALS, trustProxy: true });
    const answer = await ask(
      'Encrypt',
      { KeyId: 'alias/orders', Plaintext: 'AQID' },
      { ...PROXIED, ...by(accessKeyId) },
    );
    expect(answer.status).toBe(status);
  });

  it('does not say itself where it comes from, without trustProxy', async () => {
    const { kms, ask } = asking(ORDERS);
    await ask('ListKeys', {}, PROXIED);
    expect(await kms.events()).toMatchObject([{ sourceIPAddress: '127.0.0.1' }]);
  });

  it('comes from the address of its socket', async () => {
    for (const host of ['127.0.0.1', '::ffff:127.0.0.1', '::1']) {
      const kms = localKms(allowing({ IpAddress: { 'aws:SourceIp': ['127.0.0.1', '::1'] } }));
      const server = await serve(kms, { host, credentials: CREDENTIALS });
      const body = { KeyId: 'alias/orders', Plaintext: 'AQID' };
      const answered = await fetch(post('Encrypt', body, { ...PROXIED, ...by('AKIAROLE') }, server.url));
      expect([host, answered.status]).toEqual([host, 200]);
      await server.close();
    }
  });

  it('through a trusted proxy is no program of this machine, and may not administer', async () => {
    for (const [trustProxy, status] of [
      [true, 403],
      [false, 200],
    ] as const) {
      const server = await serve(localKms(), { trustProxy });
      const url = `http://127.0.0.1:${server.port}/_localkms/keys`;
      expect((await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.5' } })).status).toBe(status);
      await server.close();
    }
  });
});
