import { ListKeysCommand } from '@aws-sdk/client-kms';
import { recordsOfCall } from '../../src/events/call-records.js';
import type { UserIdentity } from '../../src/events/record.js';
import { localKms } from '../../src/index.js';
import type { Caller } from '../../src/model/caller.js';
import { clientOf } from '../support/clients.js';
import { testKms } from '../support/engine.js';
import { callerOf } from '../support/events.js';

const ALLOW_ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const ACCOUNT = '111122223333';
const TIME = Date.parse('2026-05-18T05:41:19Z');
const ROLE_ID = /^AROA[A-Z2-7]{10}EXAMPLE$/;

/** The record of a call that anybody may make. */
function recordOf(caller: Caller) {
  const call = { operation: 'ListKeys', caller, requestId: 'request-1', input: {}, valid: true, time: TIME, keys: [] };
  const [record, ...others] = recordsOfCall({ ...call, output: { Keys: [] } }, testKms().world.state);
  expect(others).toEqual([]);
  return record as NonNullable<typeof record>;
}

const identityOf = (caller: Caller): UserIdentity => recordOf(caller).userIdentity;

const SESSION = 'arn:aws:sts::111122223333:assumed-role/OrdersRole/session-1';
const USER = 'arn:aws:iam::111122223333:user/division/Alice';

/** Of a session of OrdersRole. */
function sessionIdentity({
  name = 'session-1',
  role = 'arn:aws:iam::111122223333:role/OrdersRole',
  ...more
}: {
  readonly name?: string;
  readonly role?: string;
  readonly invokedBy?: string;
} = {}): UserIdentity {
  return {
    type: 'AssumedRole',
    principalId: expect.stringMatching(`^AROA[A-Z2-7]{10}EXAMPLE:${name}$`),
    arn: `arn:aws:sts::111122223333:assumed-role/OrdersRole/${name}`,
    accountId: ACCOUNT,
    accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{9}EXAMPLE$/),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: expect.stringMatching(ROLE_ID),
        arn: role,
        accountId: ACCOUNT,
        userName: 'OrdersRole',
      },
      attributes: { creationDate: '2026-05-18T05:00:00Z', mfaAuthenticated: 'false' },
    },
    ...more,
  };
}

describe('userIdentity', () => {
  const CALLERS: readonly (readonly [string, string, UserIdentity])[] = [
    [
      'the root user',
      'arn:aws:iam::111122223333:root',
      {
        type: 'Root',
        principalId: ACCOUNT,
        arn: 'arn:aws:iam::111122223333:root',
        accountId: ACCOUNT,
        accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{9}EXAMPLE$/),
      },
    ],
    [
      'an IAM user',
      USER,
      {
        type: 'IAMUser',
        principalId: expect.stringMatching(/^AIDA[A-Z2-7]{10}EXAMPLE$/),
        arn: USER,
        accountId: ACCOUNT,
        accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{9}EXAMPLE$/),
        userName: 'Alice',
      },
    ],
    ['a session of a role', SESSION, sessionIdentity()],
    [
      'a role without a session',
      'arn:aws:iam::111122223333:role/app/OrdersRole',
      sessionIdentity({ name: 'localkms', role: 'arn:aws:iam::111122223333:role/app/OrdersRole' }),
    ],
    [
      'a federated user',
      'arn:aws:sts::111122223333:federated-user/Bob',
      {
        type: 'FederatedUser',
        principalId: '111122223333:Bob',
        arn: 'arn:aws:sts::111122223333:federated-user/Bob',
        accountId: ACCOUNT,
        accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{9}EXAMPLE$/),
        sessionContext: { attributes: { creationDate: '2026-05-18T05:00:00Z', mfaAuthenticated: 'false' } },
      },
    ],
    ['an AWS service', 'cloudtrail.amazonaws.com', { type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' }],
  ];

  it.each(CALLERS)('of %s', (_, principal, identity) => {
    const told = identityOf(callerOf(principal));
    expect(told).toEqual(identity);
    expect(Object.keys(told)).toEqual(Object.keys(identity));
  });

  it('of a caller through a service names the service', () => {
    expect(identityOf(callerOf(SESSION, { origin: { via: 's3' } }))).toEqual(
      sessionIdentity({ invokedBy: 's3.amazonaws.com' }),
    );
  });

  it('has the ids of one principal always, and others of another', () => {
    expect(identityOf(callerOf(USER))).toEqual(identityOf(callerOf(USER)));
    const other = identityOf(callerOf('arn:aws:iam::111122223333:user/Bob'));
    expect(other.principalId).not.toBe(identityOf(callerOf(USER)).principalId);
    const another = identityOf(callerOf(SESSION.replace('session-1', 'session-2')));
    const issuerOf = ({ sessionContext }: UserIdentity) => sessionContext?.sessionIssuer;
    expect(issuerOf(another)).toEqual(issuerOf(identityOf(callerOf(SESSION))));
    expect(another.accessKeyId).not.toBe(identityOf(callerOf(SESSION)).accessKeyId);
  });

  it('takes what the condition keys of the caller say, whatever their case', () => {
    const context = {
      'aws:userid': 'AROAEXAMPLE:session-1',
      'AWS:MultiFactorAuthPresent': 'true',
      'aws:TokenIssueTime': '2026-05-18T05:40:00Z',
    };
    const { principalId, sessionContext } = identityOf(callerOf(SESSION, { origin: { context } }));
    expect(principalId).toBe('AROAEXAMPLE:session-1');
    expect(sessionContext?.attributes).toEqual({ creationDate: '2026-05-18T05:40:00Z', mfaAuthenticated: 'true' });
  });
});

describe('where a call comes from', () => {
  function arrival(caller: Caller): object {
    const record = recordOf(caller);
    const { sourceIPAddress, userAgent, vpcEndpointId, vpcEndpointAccountId, sharedEventID, tlsDetails } = record;
    const host = tlsDetails?.clientProvidedHostHeader;
    return {
      sourceIPAddress,
      userAgent,
      vpcEndpointId,
      vpcEndpointAccountId,
      isShared: sharedEventID !== undefined,
      host,
    };
  }
  const HOST = 'kms.us-west-2.amazonaws.com';
  const direct = { sourceIPAddress: '127.0.0.1', userAgent: 'aws-sdk-js/3', isShared: false, host: HOST };
  const s3 = { sourceIPAddress: 's3.amazonaws.com', userAgent: 's3.amazonaws.com', isShared: true };

  it.each([
    ['from a program', {}, direct],
    [
      'from an address that a condition key tells',
      { context: { 'aws:SourceIp': '203.0.113.5', 'aws:UserAgent': 'orders/1.0' } },
      { ...direct, sourceIPAddress: '203.0.113.5', userAgent: 'orders/1.0' },
    ],
    [
      'through a VPC endpoint',
      { vpcEndpoint: { id: 'vpce-0a1b2c3d4e5f67890' } },
      { ...direct, vpcEndpointId: 'vpce-0a1b2c3d4e5f67890', vpcEndpointAccountId: ACCOUNT },
    ],
    ['through an AWS service', { via: 's3' }, { ...s3, vpcEndpointId: 'AWS Internal' }],
  ])('%s', (_, origin, told) => {
    expect(arrival(callerOf(USER, { origin }))).toEqual({ ...told });
  });

  it('from an AWS service itself', () => {
    expect(arrival(callerOf('s3.amazonaws.com'))).toEqual(s3);
  });

  it('in China names the host of China', () => {
    const record = recordOf({
      ...callerOf(USER),
      scope: { ...callerOf(USER).scope, region: 'cn-north-1', partition: 'aws-cn' },
    });
    expect(record.tlsDetails?.clientProvidedHostHeader).toBe('kms.cn-north-1.amazonaws.com.cn');
  });
});

describe('the role of a session', () => {
  it('is shown with its path, where IAM knows it', async () => {
    const kms = localKms({
      clock: '2026-05-18T05:41:19Z',
      caller: { principal: SESSION },
      iam: { roles: { 'arn:aws:iam::111122223333:role/app/OrdersRole': { policies: [ALLOW_ALL] } } },
    });
    await clientOf(kms).send(new ListKeysCommand({}));
    const [record] = await kms.events();
    expect(record?.userIdentity).toMatchObject({
      arn: SESSION,
      sessionContext: {
        sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/app/OrdersRole', userName: 'OrdersRole' },
      },
    });
  });
});
